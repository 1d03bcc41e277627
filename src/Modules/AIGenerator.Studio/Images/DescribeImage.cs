using System.ComponentModel.DataAnnotations;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>Body of <c>POST /api/images/description</c>.</summary>
/// <param name="Source">The asset.</param>
/// <param name="Model">
/// A text model that sees. <c>own</c> asks nobody: the prompt that the picture was made from, or what its pixels tell, for nothing. Without it: the prompt
/// where it is known, else the cheapest model that sees, else <c>own</c>.
/// </param>
/// <param name="Language">Of the words; the page's when null.</param>
public sealed record DescribeImageRequest(
    [property: Required] Guid? Source,
    [property: StringLength(TextModel.LongestId)] string? Model = null,
    [property: RegularExpression("^(uk|en|ru|pl|de|es)$")] string? Language = null);

/// <summary>A picture in words.</summary>
/// <param name="Id">The request's own; a stop names it.</param>
/// <param name="Text">The words; null with the answer 202, where the model is still at it.</param>
/// <param name="Model">Who wrote them: a catalogue id, or <c>own</c>.</param>
/// <param name="Cost">Tokens of the wallet that were charged.</param>
/// <param name="Basis"><c>model</c>: somebody looked; <c>prompt</c>: the words it was made from; <c>pixels</c>: colours and light alone.</param>
/// <param name="Note">What a person should know of such words; null where a model looked.</param>
public sealed record DescribeImageResponse(Guid Id, string? Text, string Model, long Cost, string Basis, string? Note);

/// <summary>What a description would cost.</summary>
/// <param name="Expected">For words of usual length.</param>
/// <param name="AtMost">What is held meanwhile.</param>
/// <param name="Model">Who would be asked: a catalogue id, or <c>own</c>.</param>
/// <param name="IsFree">It costs nothing.</param>
public sealed record DescriptionPriceResponse(long Expected, long AtMost, string Model, bool IsFree);

/// <summary><c>POST /api/images/description</c> and its price.</summary>
internal static class DescribeImageEndpoint
{
    public static void Map(IEndpointRouteBuilder images)
    {
        images.MapPost("/description", HandleAsync).WithName("DescribeImage")
            .WithSummary("A picture in words, once they are there; 202 where the model is still at it, and the same Idempotency-Key waits on");
        images.MapGet("/description/price", PriceAsync).WithName("PriceDescription").WithSummary("What a description would cost, and who would write it");
    }

    private static async Task<Results<Ok<DescribeImageResponse>, Accepted<DescribeImageResponse>, ProblemHttpResult>> HandleAsync(
        DescribeImageRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, IModelCatalogue models, IDescriptions descriptions,
        ILocalizer texts, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || user.Role == WorkspaceRole.Viewer)
        {
            return StudioErrors.ReadOnly.ToProblem(http);
        }

        if (IdempotencyKey.Read(key, clock) is not { } id)
        {
            return StudioErrors.InvalidKey.ToProblem(http);
        }

        if (CommandOf(id, workspace, request.Source!.Value, request.Model, request.Language ?? texts.Language, models) is not { } command)
        {
            return StudioErrors.UnknownModel.ToProblem(http);
        }

        if (!(await descriptions.DescribeAsync(command, ct)).Ok(out var said, out var refusal))
        {
            return refusal.ToProblem(http);
        }

        var note = said.Basis == DescriptionBasis.Model ? null : texts[$"studio.images.describe.{ImageResponse.Word(said.Basis)}"];
        var response = new DescribeImageResponse(said.Id, said.Text, said.Model, said.Cost.Value, ImageResponse.Word(said.Basis), note);
        return said.Text is null ? TypedResults.Accepted((string?)null, response) : TypedResults.Ok(response);
    }

    private static async Task<Results<Ok<DescriptionPriceResponse>, ProblemHttpResult>> PriceAsync(
        Guid source, CurrentUser user, IModelCatalogue models, IDescriptions descriptions, ILocalizer texts, HttpContext http, CancellationToken ct,
        [StringLength(TextModel.LongestId)] string? model = null)
    {
        if (user.Workspace is not { } workspace)
        {
            return StudioErrors.UnknownAsset.ToProblem(http);
        }

        if (CommandOf(Guid.Empty, workspace, source, model, texts.Language, models) is not { } command)
        {
            return StudioErrors.UnknownModel.ToProblem(http);
        }

        return (await descriptions.PriceAsync(command, ct)).Ok(out var price, out var refusal)
            ? TypedResults.Ok(new DescriptionPriceResponse(price.Expected.Value, price.AtMost.Value, price.Model, price.AtMost.Value == 0))
            : refusal.ToProblem(http);
    }

    /// <summary>Null where nobody has heard of the model. The built-in model of texts sees nothing by itself: it stands for us too.</summary>
    private static DescriptionCommand? CommandOf(Guid id, WorkspaceId workspace, Guid source, string? named, string language, IModelCatalogue models)
    {
        var describer = string.IsNullOrEmpty(named) ? Describer.Best : named == Description.Own || named == models.BuiltIn.Id ? Describer.Own : Describer.Model;
        var model = describer == Describer.Model ? models.Resolve(named!) : null;
        return describer == Describer.Model && model is null ? null : new DescriptionCommand(id, workspace, source, describer, model, language);
    }
}
