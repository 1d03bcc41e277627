using AIGenerator.Chat.Export;
using AIGenerator.Chat.Markdown;
using Microsoft.Extensions.Caching.Memory;

namespace AIGenerator.Chat.Sharing;

/// <summary>
/// What open links show, as HTML: a snapshot never changes and anybody may ask for it, so each is rendered once (by two readers of the very
/// same moment, twice) and kept while it is read. Whether the link is still open is asked elsewhere, each time.
/// </summary>
internal sealed class RenderedShares : IDisposable
{
    // Characters of all pages that are kept.
    private const long Room = 64 * 1024 * 1024;

    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = Room });
    private readonly SemaphoreSlim _atOnce = new(2);

    /// <summary>The lines with their HTML.</summary>
    public async Task<IReadOnlyList<DocumentLine>> LinesAsync(Guid share, IReadOnlyList<DocumentLine> lines, CancellationToken ct)
    {
        if (!_pages.TryGetValue<string?[]>(share, out var page))
        {
            await _atOnce.WaitAsync(ct);
            try
            {
                // Whoever waited beside the one that rendered it finds it here.
                page = _pages.TryGetValue<string?[]>(share, out var meanwhile) ? meanwhile : Keep(share, Render(lines, ct));
            }
            finally
            {
                _atOnce.Release();
            }
        }

        return [.. lines.Zip(page!, (line, html) => line with { Html = html })];
    }

    /// <summary>Drops what a link showed that was taken back.</summary>
    public void Forget(Guid share) => _pages.Remove(share);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        _atOnce.Dispose();
    }

    private static string?[] Render(IReadOnlyList<DocumentLine> lines, CancellationToken ct)
    {
        var page = new string?[lines.Count];
        for (var i = 0; i < page.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            page[i] = lines[i].IsAnswer ? ChatMarkdown.Render(lines[i].Text, lines[i].Sources) : null;
        }

        return page;
    }

    private string?[] Keep(Guid share, string?[] page) =>
        _pages.Set(share, page, new MemoryCacheEntryOptions { SlidingExpiration = Stay, Size = 1 + page.Sum(html => (long)(html?.Length ?? 0)) });
}
