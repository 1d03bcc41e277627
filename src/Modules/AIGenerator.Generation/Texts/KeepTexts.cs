using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Texts;

/// <summary>
/// Once a second for the whole node: one statement per owner keeps what arrived, one renews the leases and brings stops that were asked
/// elsewhere. A commit for each text would be the disk's limit.
/// </summary>
internal sealed partial class KeepTexts(
    LiveTexts lives, TextOwners owners, IDbContextFactory<AppDb> database, ThisNode node, IOptions<GenerationOptions> options, TimeProvider clock, ILogger<KeepTexts> logger)
{
    public async Task OnceAsync(CancellationToken ct)
    {
        var now = lives.All;
        if (now.Count == 0)
        {
            return;
        }

        // The leases first: text that cannot be kept must not cost the others their turn.
        await RenewAsync(now, ct);
        foreach (var group in now.GroupBy(live => live.Run.Owner))
        {
            await SaveAsync(owners.Of(group.Key), group, ct);
        }
    }

    private static async Task SaveAsync(ITextOwner owner, IEnumerable<LiveText> group, CancellationToken ct)
    {
        var unkept = new List<(LiveText Live, TextProgress Progress, long Version)>();
        foreach (var live in group)
        {
            if (live.ReadUnkept() is { } news)
            {
                unkept.Add((live, news.Progress, news.Version));
            }
        }

        if (unkept.Count == 0)
        {
            return;
        }

        await owner.SaveProgressAsync([.. unkept.Select(u => u.Progress)], ct);
        foreach (var (live, _, version) in unkept)
        {
            live.Kept(version);
        }
    }

    private async Task RenewAsync(IReadOnlyCollection<LiveText> now, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var ids = now.Select(live => live.Run.Id).ToArray();
        var until = clock.GetUtcNow() + options.Value.Lease;
        var held = await db.Database.SqlQuery<HeldLease>(
            $"""
            update generation.generations set lease_until = {until}
            where id = any({ids}) and lease_owner = {node.Id} and state = {nameof(GenerationState.Running)}
            returning id as "Id", attempt as "Attempt", cancel_requested_at is not null as "IsStopAsked"
            """).ToListAsync(ct);
        var byId = held.ToDictionary(lease => lease.Id);
        foreach (var live in now)
        {
            if (byId.TryGetValue(live.Run.Id, out var lease) && lease.Attempt == live.Run.Attempt)
            {
                if (lease.IsStopAsked)
                {
                    live.Stop(StopCause.Person);
                }
            }
            else if (lives.TryGet(live.Run.Id, out var still) && ReferenceEquals(still, live) && live.Cause is null && !live.IsEnding)
            {
                LogLost(live.Run.Id);
                live.Stop(StopCause.LeaseLost);
            }
        }
    }

    internal sealed record HeldLease(Guid Id, int Attempt, bool IsStopAsked);

    [LoggerMessage(LogLevel.Warning, "Generation {GenerationId} is no longer leased to this node; its run here ends")]
    private partial void LogLost(Guid generationId);
}
