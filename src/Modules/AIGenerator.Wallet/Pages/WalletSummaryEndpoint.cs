using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Wallet.Pages;

/// <summary><c>GET /wallet/summary?since=…</c>: the balance's panel, a fragment of HTML for signed-in people.</summary>
internal static class WalletSummaryEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/wallet/summary", Show).ExcludeFromDescription();

    private static Results<RazorComponentResult<WalletSummary>, NotFound> Show(DateTimeOffset? since, CurrentUser reader, HttpContext http)
    {
        if (reader.Workspace is null)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<WalletSummary>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(WalletSummary.Since)] = since });
    }
}
