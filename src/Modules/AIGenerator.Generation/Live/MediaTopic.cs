using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Generation.Live;

/// <summary>
/// The live topic <c>media</c>: a workspace's generations of media. <c>snapshot</c> with those that are not over, then <c>media</c> for each that changes,
/// whichever node changed it.
/// </summary>
internal sealed class MediaTopic(IDbContextFactory<AppDb> database, INodeBus bus, IImageCatalogue models, IHttpContextAccessor http, TimeProvider clock) : ILiveTopic
{
    public string Name => "media";

    public Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct) => Task.FromResult(user.Workspace is not null && key.Length == 0);

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        if (user.Workspace is not { } workspace)
        {
            yield break;
        }

        var texts = http.HttpContext?.RequestServices.GetService<ILocalizer>();

        // Listened to before the first look, so that nothing happens in between unseen. Several changes of one are one piece of news.
        var changed = Channel.CreateBounded<Guid>(new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropOldest });
        var hearing = HearAsync(workspace, changed.Writer, bus.ListenAsync(MediaChannels.Changed, ct), ct);
        yield return Event("snapshot", MediaJson.Write(await ReadAsync(workspace, new MediaQuery(ListMedia.Most, OpenOnly: true), texts, ct)));
        while (await changed.Reader.WaitToReadAsync(ct))
        {
            var ids = new HashSet<Guid>();
            while (changed.Reader.TryRead(out var id))
            {
                ids.Add(id);
            }

            foreach (var id in ids)
            {
                foreach (var view in await ReadAsync(workspace, new MediaQuery(1, Only: id), texts, ct))
                {
                    yield return Event("media", MediaJson.Write(view));
                }
            }
        }

        await hearing;
    }

    private async Task<IEnumerable<LiveMedia>> ReadAsync(WorkspaceId workspace, MediaQuery query, ILocalizer? texts, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return (await new ListMedia(db, models).HandleAsync(workspace, query, ct)).Select(view => LiveMedia.Of(view, models, texts));
    }

    private static async Task HearAsync(WorkspaceId workspace, ChannelWriter<Guid> changed, IAsyncEnumerable<string> news, CancellationToken ct)
    {
        try
        {
            await foreach (var payload in news.WithCancellation(ct))
            {
                if (MediaChannels.Read(payload) is { } heard && heard.Workspace == workspace)
                {
                    changed.TryWrite(heard.Generation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
        finally
        {
            changed.TryComplete();
        }
    }

    private LiveEvent Event(string type, string data) => new(LiveSequence.StoredAt(clock.GetUtcNow()), type, data);
}
