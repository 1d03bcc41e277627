using AIGenerator.Chat.Drawing;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AIGenerator.Chat.Sharing;

/// <summary>Which pictures a link shows: what was drawn in the chat, not what somebody named in it. A snapshot never changes, so each is read once.</summary>
internal sealed class ShownPictures : IDisposable
{
    private const int Room = 200_000;

    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _shown = new(new MemoryCacheOptions { SizeLimit = Room });

    public async Task<bool> ShowsAsync(AppDb db, Guid share, Guid picture, CancellationToken ct)
    {
        if (!_shown.TryGetValue<HashSet<Guid>>(share, out var pictures))
        {
            var document = await db.Shares.AsNoTracking().Where(s => s.Id == share).Select(s => s.Document).FirstOrDefaultAsync(ct);
            pictures = string.IsNullOrEmpty(document)
                ? []
                : [.. SharedChat.Read(document).Messages.Where(message => message.IsPicture).SelectMany(message => OwnPicture.In(message.Text)).Select(drawn => drawn.Id)];
            _shown.Set(share, pictures, new MemoryCacheEntryOptions { SlidingExpiration = Stay, Size = 1 + pictures.Count });
        }

        return pictures!.Contains(picture);
    }

    /// <inheritdoc/>
    public void Dispose() => _shown.Dispose();
}
