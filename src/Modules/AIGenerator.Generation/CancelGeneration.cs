using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation;

/// <summary><c>PUT /api/generations/{id}/cancellation</c>: stop. Asking twice, or after the end, is fine.</summary>
internal static class CancelGenerationEndpoint
{
    public static void Map(IEndpointRouteBuilder generations) => generations.MapPut("/{id:guid}/cancellation", HandleAsync)
        .WithName("CancelGeneration").WithSummary("Stop a running generation; what was delivered stays and is paid");

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, CurrentUser user, IGenerations generations, AppDb db, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is { } workspace && user.Role != WorkspaceRole.Viewer)
        {
            if (await generations.StopAsync(id, workspace, ct) || await db.Generations.AnyAsync(g => g.Id == id && g.WorkspaceId == workspace, ct))
            {
                return TypedResults.NoContent();
            }
        }

        return new Error("generations.unknown", "There is no such generation in this workspace.", ErrorKind.NotFound).ToProblem(http);
    }
}
