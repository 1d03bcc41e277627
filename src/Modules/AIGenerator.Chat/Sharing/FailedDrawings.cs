using Microsoft.Extensions.Caching.Memory;

namespace AIGenerator.Chat.Sharing;

/// <summary>Cards that could not be drawn just now: half a minute of Chromium is not spent again on the next reader.</summary>
internal sealed class FailedDrawings : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _failed = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public bool MayTry(Guid share) => !_failed.TryGetValue(share, out _);

    public void Remember(Guid share) => _failed.Set(share, true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Rest, Size = 1 });

    /// <inheritdoc/>
    public void Dispose() => _failed.Dispose();
}
