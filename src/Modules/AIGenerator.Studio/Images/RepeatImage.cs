using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary><c>POST /api/images/{id}/repetition</c>: what brought nothing is ordered once more as it was, as a generation of its own.</summary>
internal static class RepeatImageEndpoint
{
    public static void Map(IEndpointRouteBuilder images) => images.MapPost("/{id:guid}/repetition", HandleAsync)
        .WithName("RepeatImage").WithSummary("Order a failed or cancelled generation once more as it was; the same Idempotency-Key orders it once");

    private static async Task<Results<Accepted<CreateImageResponse>, ProblemHttpResult>> HandleAsync(
        Guid id, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, IImageGenerations images, OrderImages order, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || await images.ListAsync(workspace, new MediaQuery(1, Only: id), ct) is not [var first])
        {
            return StudioErrors.UnknownGeneration.ToProblem(http);
        }

        // What is open or was delivered is not doubled by a button of a page that shows it as it no longer is.
        return first.State is GenerationState.Failed or GenerationState.Canceled
            ? OrderImages.Answer(await order.HandleAsync(first.Model, first.Request, key, ct), http)
            : StudioErrors.NotFailed.ToProblem(http);
    }
}
