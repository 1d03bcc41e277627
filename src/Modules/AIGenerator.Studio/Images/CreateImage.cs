using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using AIGenerator.Generation;
using AIGenerator.Kernel.Text;
using AIGenerator.Providers.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>Body of <c>POST /api/images</c>. What a model takes stands in its row of the catalogue; what it does not take is refused with <c>images.*</c>.</summary>
/// <param name="Model">A catalogue id.</param>
/// <param name="Prompt">What is to be seen.</param>
/// <param name="Count">How many, 1 to 8.</param>
/// <param name="Ratio">One of the model's shapes, e.g. <c>16:9</c>; its first when null.</param>
/// <param name="Quality">One of the model's qualities; its usual one when null.</param>
/// <param name="Style">One of the model's styles; its usual one when null.</param>
/// <param name="NegativePrompt">What is not to be seen.</param>
/// <param name="Seed">0 to 2,147,483,647: the same seed makes the same picture.</param>
/// <param name="Task">What is to be done: <c>create</c>, <c>inpaint</c>, <c>outpaint</c>, <c>remix</c>, <c>upscale</c>, <c>removeBackground</c> or <c>vectorize</c>.</param>
/// <param name="Source">The asset to work on, for every task but <c>create</c>.</param>
/// <param name="Mask">Where to work on it, for <c>inpaint</c>: an id out of <c>POST /api/assets/masks</c> of the same source.</param>
/// <param name="References">Assets to go by.</param>
/// <param name="Strength">How far to leave the source: 0 stays, 1 keeps nothing.</param>
/// <param name="Scale">How many times larger, for <c>upscale</c>.</param>
/// <param name="Margins">Pixels to add on each side, up to 2,048, for <c>outpaint</c>.</param>
/// <param name="Comparison">The same id for orders that the page shows side by side, e.g. one prompt to several models.</param>
public sealed record CreateImageRequest(
    [property: Required, StringLength(100)] string Model,
    [property: StringLength(32_000)] string? Prompt,
    [property: Range(1, 8)] int Count = 1,
    [property: StringLength(20)] string? Ratio = null,
    [property: StringLength(40)] string? Quality = null,
    [property: StringLength(60)] string? Style = null,
    [property: StringLength(4_000)] string? NegativePrompt = null,
    long? Seed = null,
    [property: JsonConverter(typeof(ImageTaskWord))] ImageTask Task = ImageTask.Create,
    Guid? Source = null,
    Guid? Mask = null,
    [property: MaxLength(16)] IReadOnlyList<Guid>? References = null,
    double? Strength = null,
    int? Scale = null,
    ImageMargins? Margins = null,
    Guid? Comparison = null)
{
    internal ImageRequest Wish() => new(
        Task, Clean(Prompt) ?? "", Count, Ratio, Quality, Style, Clean(NegativePrompt), Seed, Source, Mask,
        References is { Count: > 0 } ? References : null, Strength, Scale, Margins, Comparison);

    /// <summary>Words that a database and a vendor can read; null for none.</summary>
    private static string? Clean(string? text) => text is not null && StoredText.Clean(text).Trim() is { Length: > 0 } words ? words : null;
}

/// <summary>Tasks as the API writes them; numbers are no words for them.</summary>
internal sealed class ImageTaskWord() : JsonStringEnumConverter<ImageTask>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>The accepted generation; follow it on the live topic <c>media</c> or at <c>GET /api/images</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HeldCredits">Set aside; the rest returns when it ends.</param>
/// <param name="Model">The model that draws: a retired one is answered by its successor.</param>
public sealed record CreateImageResponse(Guid Id, long HeldCredits, string Model);

/// <summary><c>POST /api/images</c>.</summary>
internal static class CreateImageEndpoint
{
    public static void Map(IEndpointRouteBuilder images) => images.MapPost("/", HandleAsync)
        .WithName("CreateImage").WithSummary("Order pictures, or work on one; the same Idempotency-Key (a UUID of version 7) orders them once");

    private static async Task<Results<Accepted<CreateImageResponse>, ProblemHttpResult>> HandleAsync(
        CreateImageRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, OrderImages order, HttpContext http, CancellationToken ct) =>
        OrderImages.Answer(await order.HandleAsync(request.Model, request.Wish(), key, ct), http);
}
