using System.Globalization;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Collections;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Studio.Library;

/// <summary>A page of the library.</summary>
/// <param name="Items">The pictures.</param>
/// <param name="Before">Ask with this for the next page; null at the end.</param>
public sealed record LibraryPage(IReadOnlyList<ListedAsset> Items, string? Before);

/// <summary>Reads the library page by page: all pictures newest first, a collection in the order of its own.</summary>
internal sealed class LibraryPages(AppDb db, IAssets assets, KeepCollections collections)
{
    private const int Most = 100;
    private const int Chunk = 200;

    /// <summary>Refusal: <c>collections.unknown</c>.</summary>
    public async Task<Result<LibraryPage>> ReadAsync(WorkspaceId workspace, LibraryQuery query, CancellationToken ct)
    {
        var take = Math.Clamp(query.Take, 1, Most);
        if (query.Collection is { } collection)
        {
            return await collections.Own(collection, workspace).AnyAsync(ct) ? await InOrderAsync(workspace, collection, query, take, ct) : CollectionErrors.Unknown;
        }

        Guid? before = Guid.TryParse(query.Before, out var id) ? id : null;
        var items = await assets.ListAsync(workspace, new AssetQuery(take + 1, before, query.Origin, query.Words, query.Model), ct);
        return items.Count > take ? new LibraryPage([.. items.Take(take)], items[take - 1].Asset.Id.ToString()) : new LibraryPage(items, null);
    }

    // Which of a collection's pictures there are, and which fit, only the module that keeps them knows: a collection is read in pieces until the page is full.
    private async Task<LibraryPage> InOrderAsync(WorkspaceId workspace, Guid collection, LibraryQuery query, int take, CancellationToken ct)
    {
        var items = new List<ListedAsset>(take);
        var last = long.TryParse(query.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : long.MaxValue;
        for (var at = last; ;)
        {
            var from = at;
            var places = await db.CollectedAssets.AsNoTracking().Where(a => a.CollectionId == collection && a.Place < from).OrderByDescending(a => a.Place).Take(Chunk)
                .Select(a => new { a.Place, a.AssetId }).ToListAsync(ct);
            if (places.Count == 0)
            {
                return new LibraryPage(items, null);
            }

            var only = places.ConvertAll(place => place.AssetId);
            var there = (await assets.ListAsync(workspace, new AssetQuery(Chunk, null, query.Origin, query.Words, query.Model, only), ct)).ToDictionary(one => one.Asset.Id);
            foreach (var place in places)
            {
                if (there.TryGetValue(place.AssetId, out var item))
                {
                    if (items.Count == take)
                    {
                        return new LibraryPage(items, last.ToString(CultureInfo.InvariantCulture));
                    }

                    items.Add(item);
                    last = place.Place;
                }
            }

            at = places[^1].Place;
        }
    }
}
