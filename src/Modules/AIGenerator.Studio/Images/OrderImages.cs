using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AIGenerator.Studio.Images;

/// <summary>Orders pictures for whoever asks, whether for the first time or once more.</summary>
internal sealed class OrderImages(CurrentUser user, IImageCatalogue models, IImageGenerations images, TimeProvider clock)
{
    private const string Owner = "studio";

    /// <summary>Refusals: <c>studio.*</c> and what <see cref="IImageGenerations.AcceptAsync"/> refuses.</summary>
    /// <param name="named">A catalogue id, also of a model that has retired since.</param>
    /// <param name="wish">What is to be seen.</param>
    /// <param name="key">The header <c>Idempotency-Key</c>.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Result<CreateImageResponse>> HandleAsync(string named, ImageRequest wish, string? key, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || user.Role == WorkspaceRole.Viewer)
        {
            return StudioErrors.ReadOnly;
        }

        if (IdempotencyKey.Read(key, clock) is not { } id)
        {
            return StudioErrors.InvalidKey;
        }

        if (models.Resolve(named) is not { } model)
        {
            return StudioErrors.UnknownModel;
        }

        var result = await images.AcceptAsync(new ImageCommand(id, workspace, Owner, model, wish), ct);
        return result.Ok(out var accepted, out var refusal) ? new CreateImageResponse(accepted.Id, accepted.Held.Value, model.Id) : refusal;
    }

    /// <summary>The same answer whichever way it was ordered.</summary>
    public static Results<Accepted<CreateImageResponse>, ProblemHttpResult> Answer(Result<CreateImageResponse> result, HttpContext http) =>
        result.Ok(out var accepted, out var refusal) ? TypedResults.Accepted($"/api/images/{accepted.Id}", accepted) : refusal.ToProblem(http);
}
