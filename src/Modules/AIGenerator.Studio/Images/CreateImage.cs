using System.ComponentModel.DataAnnotations;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;
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
public sealed record CreateImageRequest(
    [property: Required, StringLength(100)] string Model,
    [property: StringLength(32_000)] string? Prompt,
    [property: Range(1, 8)] int Count = 1,
    [property: StringLength(20)] string? Ratio = null,
    [property: StringLength(40)] string? Quality = null,
    [property: StringLength(60)] string? Style = null,
    [property: StringLength(4_000)] string? NegativePrompt = null,
    long? Seed = null);

/// <summary>The accepted generation; follow it on the live topic <c>media</c> or at <c>GET /api/images</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HeldCredits">Set aside; the rest returns when it ends.</param>
/// <param name="Model">The model that draws: a retired one is answered by its successor.</param>
public sealed record CreateImageResponse(Guid Id, long HeldCredits, string Model);

/// <summary><c>POST /api/images</c>.</summary>
internal static class CreateImageEndpoint
{
    private const string Owner = "studio";

    public static void Map(IEndpointRouteBuilder images) => images.MapPost("/", HandleAsync)
        .WithName("CreateImage").WithSummary("Order pictures; the same Idempotency-Key (a UUID of version 7) orders them once");

    private static async Task<Results<Accepted<CreateImageResponse>, ProblemHttpResult>> HandleAsync(
        CreateImageRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, IImageCatalogue models, IImageGenerations images,
        TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || user.Role == WorkspaceRole.Viewer)
        {
            return StudioErrors.ReadOnly.ToProblem(http);
        }

        if (ReadKey(key, clock) is not { } id)
        {
            return StudioErrors.InvalidKey.ToProblem(http);
        }

        if (models.Resolve(request.Model) is not { } model)
        {
            return StudioErrors.UnknownModel.ToProblem(http);
        }

        var wish = new ImageRequest(
            ImageTask.Create, Clean(request.Prompt) ?? "", request.Count, request.Ratio, request.Quality, request.Style,
            Clean(request.NegativePrompt), request.Seed);
        var result = await images.AcceptAsync(new ImageCommand(id, workspace, Owner, model, wish), ct);
        return result.Ok(out var accepted, out var refusal)
            ? TypedResults.Accepted($"/api/images/{accepted.Id}", new CreateImageResponse(accepted.Id, accepted.Held.Value, model.Id))
            : refusal.ToProblem(http);
    }

    /// <summary>Words that a database and a vendor can read; null for none.</summary>
    private static string? Clean(string? text) => text is not null && StoredText.Clean(text).Trim() is { Length: > 0 } words ? words : null;

    // The key becomes the generation's id, and ids order the history: so it is one that carries its time.
    private static Guid? ReadKey(string? header, TimeProvider clock) =>
        string.IsNullOrEmpty(header) ? Guid.CreateVersion7(clock.GetUtcNow()) : Guid.TryParse(header, out var id) && id.Version == 7 ? id : null;
}
