using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Studio.Collections;

namespace AIGenerator.Studio.Library;

/// <summary>What the grid shows when it is opened.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Page">The first page.</param>
/// <param name="Models">What one can narrow it by.</param>
/// <param name="Collections">The workspace's collections.</param>
public sealed record LibraryContent(LibraryQuery Query, LibraryPage Page, IReadOnlyList<string> Models, IReadOnlyList<CollectionResponse> Collections);

/// <summary>Reads all that the grid needs.</summary>
internal sealed class LibraryShelf(LibraryPages pages, IAssets assets, KeepCollections collections)
{
    /// <summary>A collection that is gone shows everything.</summary>
    public async Task<LibraryContent> ReadAsync(WorkspaceId workspace, LibraryQuery query, CancellationToken ct)
    {
        if (!(await pages.ReadAsync(workspace, query, ct)).Ok(out var page, out _))
        {
            query = query with { Collection = null };
            page = (await pages.ReadAsync(workspace, query, ct)).Ok(out var whole, out _) ? whole : new LibraryPage([], null);
        }

        return new LibraryContent(query, page, await assets.ModelsAsync(workspace, ct), await collections.ListAsync(workspace, ct));
    }
}
