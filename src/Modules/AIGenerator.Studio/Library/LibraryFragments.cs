using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Library;

/// <summary>Pieces of the library that change while the page is open.</summary>
internal static class LibraryFragments
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/images/library", BodyAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/library/tiles", TilesAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/library/collections", CollectionsAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<RazorComponentResult> BodyAsync(
        CurrentUser user, LibraryShelf shelf, CancellationToken ct, string? q = null, string? origin = null, string? by = null, string? collection = null) =>
        new RazorComponentResult<LibraryBody>(new Dictionary<string, object?>
        {
            [nameof(LibraryBody.Content)] = await shelf.ReadAsync(user.WorkspaceId, LibraryAddress.Read(q, origin, by, collection), ct),
        });

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> TilesAsync(
        CurrentUser user, LibraryPages pages, HttpContext http, CancellationToken ct,
        string? q = null, string? origin = null, string? by = null, string? collection = null, string? before = null)
    {
        var query = LibraryAddress.Read(q, origin, by, collection, before);
        return (await pages.ReadAsync(user.WorkspaceId, query, ct)).Ok(out var page, out var refusal)
            ? new RazorComponentResult<LibraryTiles>(new Dictionary<string, object?> { [nameof(LibraryTiles.Page)] = page, [nameof(LibraryTiles.Query)] = query })
            : refusal.ToProblem(http);
    }

    private static async Task<RazorComponentResult> CollectionsAsync(CurrentUser user, KeepCollections collections, CancellationToken ct, string? collection = null) =>
        new RazorComponentResult<LibraryCollections>(new Dictionary<string, object?>
        {
            [nameof(LibraryCollections.Items)] = await collections.ListAsync(user.WorkspaceId, ct),
            [nameof(LibraryCollections.Current)] = LibraryAddress.Read(null, null, null, collection).Collection,
        });
}
