using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Import;

/// <summary>The live topic <c>import:{id}</c>: a <c>snapshot</c>, then <c>progress</c> with how many chats are done, until the last of them says that all are.</summary>
internal sealed class ImportsTopic(IDbContextFactory<AppDb> database, INodeBus bus, TimeProvider clock) : ILiveTopic
{
    public const string Channel = "imports";

    public string Name => "import";

    public async Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct) =>
        user.Workspace is { } workspace && Guid.TryParse(key, out var id) && await ReadAsync(workspace, id, ct) is not null;

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var (workspace, id) = (user.WorkspaceId, Guid.Parse(key));
        var news = bus.ListenAsync(Channel, ct);
        if (await ReadAsync(workspace, id, ct) is not { } now)
        {
            yield break;
        }

        yield return EventOf("snapshot", now);
        if (now.State == ImportState.Done)
        {
            yield break;
        }

        await foreach (var payload in news)
        {
            if (payload != id.ToString())
            {
                continue;
            }

            if (await ReadAsync(workspace, id, ct) is not { } next)
            {
                yield break;
            }

            yield return EventOf("progress", next);
            if (next.State == ImportState.Done)
            {
                yield break;
            }
        }
    }

    private LiveEvent EventOf(string type, ImportRow import) =>
        new(clock.GetUtcNow().ToUnixTimeMilliseconds(), type, JsonSerializer.Serialize(ImportResponse.Of(import), JsonSerializerOptions.Web));

    private async Task<ImportRow?> ReadAsync(WorkspaceId workspace, Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.WorkspaceId == workspace, ct);
    }
}
