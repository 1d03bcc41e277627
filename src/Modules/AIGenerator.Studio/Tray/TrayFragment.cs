using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Tray;

/// <summary>The rows of the tray: what is open, and what ended within a day.</summary>
internal static class TrayFragment
{
    private const int Most = 30;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/images/tray", HandleAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<RazorComponentResult> HandleAsync(CurrentUser user, IImageGenerations images, TimeProvider clock, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Recent;
        var items = user.Workspace is { } workspace ? await images.ListAsync(workspace, new MediaQuery(Most), ct) : [];
        return new RazorComponentResult<TrayList>(new Dictionary<string, object?>
        {
            [nameof(TrayList.Items)] = (IReadOnlyList<MediaView>)[.. items.Where(media => media.FinishedAt is null || media.FinishedAt > since)],
        });
    }
}
