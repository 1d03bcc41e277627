using System.Runtime.CompilerServices;
using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Generation.Live;

/// <summary>
/// The live topic <c>generation:{id}</c>: <c>snapshot</c>, <c>delta</c>s, <c>end</c>. The node that runs the text serves its buffer; any other,
/// and every one after the end, serves the rows.
/// </summary>
internal sealed class GenerationTopic(LiveTexts lives, StoredText stored, IDbContextFactory<AppDb> database, IHttpContextAccessor http) : ILiveTopic
{
    public string Name => "generation";

    public async Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || !Guid.TryParse(key, out var id))
        {
            return false;
        }

        if (lives.TryGet(id, out var live))
        {
            return live.Run.Workspace == workspace;
        }

        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Generations.AnyAsync(g => g.Id == id && g.WorkspaceId == workspace, ct);
    }

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        if (after >= LiveSequence.End || !Guid.TryParse(key, out var id))
        {
            yield break;
        }

        var texts = http.HttpContext?.RequestServices.GetService<ILocalizer>();
        if (lives.TryGet(id, out var live))
        {
            await foreach (var happened in live.Frames.WatchAsync(after, ct))
            {
                yield return happened;
            }

            if (live.Frames.Outcome is { } outcome)
            {
                yield return new LiveEvent(LiveSequence.End, "end", LiveJson.End(LiveEnd.Of(outcome, live.Run.Held, texts)));
                yield break;
            }
        }

        await foreach (var happened in stored.WatchAsync(id, texts, ct))
        {
            yield return happened;
        }
    }
}
