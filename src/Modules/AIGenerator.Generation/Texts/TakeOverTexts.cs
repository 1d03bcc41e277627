using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using AIGenerator.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Texts;

/// <summary>
/// Ends the texts of nodes that fell silent. A stream cannot be resumed upstream and asking again would charge twice, so what was kept is
/// delivered as cut, and nothing kept is a failure free of charge.
/// </summary>
internal sealed partial class TakeOverTexts(
    LiveTexts lives,
    TextOwners owners,
    EndText end,
    IModelCatalogue models,
    IDbContextFactory<AppDb> database,
    ThisNode node,
    IOptions<GenerationOptions> options,
    TimeProvider clock,
    ILogger<TakeOverTexts> logger)
{
    private const int Batch = 50;

    // A question that takes so long was asked of a database that stood still, and so did everybody else's renewal.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(3);

    private DateTimeOffset _patientUntil;

    /// <summary>How many were taken over.</summary>
    public async Task<int> OnceAsync(CancellationToken ct)
    {
        if (!await IsTimeAsync(ct))
        {
            return 0;
        }

        var claimed = await ClaimAsync(ct);
        foreach (var lease in claimed)
        {
            try
            {
                await EndAsync(lease, ct);
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                // One broken row must not keep the others waiting; its lease runs out again and it gets another turn.
                LogFailed(trouble, lease.Id);
            }
        }

        return claimed.Count;
    }

    /// <summary>
    /// A database that was away, or stood still, has renewed nobody's lease: once it is back, the other nodes have as long as a lease to say that they live. Without
    /// this the first node to ask would end the others' texts.
    /// </summary>
    private async Task<bool> IsTimeAsync(CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        var isThere = false;
        try
        {
            await using var db = await database.CreateDbContextAsync(ct);
            await db.Database.ExecuteSqlAsync($"select 1", ct);
            isThere = clock.GetElapsedTime(asked) < Standstill;
        }
        finally
        {
            var now = clock.GetUtcNow();
            _patientUntil = isThere || ct.IsCancellationRequested ? _patientUntil : now + options.Value.Lease;
        }

        return clock.GetUtcNow() >= _patientUntil;
    }

    private async Task<List<ClaimedText>> ClaimAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();

        // What runs here runs, however long the database was away and could renew no lease.
        var own = lives.All.Select(live => live.Run.Id).ToArray();
        return await db.Database.SqlQuery<ClaimedText>(
            $"""
            update generation.generations g
            set lease_owner = {node.Id}, lease_until = {now + options.Value.Lease}, attempt = attempt + 1
            where id in (
                select id from generation.generations
                where state in ('Queued', 'Running') and lease_until < {now} and id <> all({own})
                order by lease_until limit {Batch} for update skip locked)
            returning id as "Id", workspace_id as "Workspace", owner as "Owner", model as "Model", held_credits as "Held",
                input_estimate as "InputEstimate", fee_credits as "Fee", max_output_tokens as "MaxOutputTokens", is_balance_limited as "IsBalanceLimited",
                attempt as "Attempt", created_at as "CreatedAt", cancel_requested_at is not null as "IsStopAsked"
            """).ToListAsync(ct);
    }

    private async Task EndAsync(ClaimedText lease, CancellationToken ct)
    {
        var kept = await owners.Of(lease.Owner).ProgressOfAsync(lease.Id, ct) ?? new TextProgress(lease.Id, "", "");
        var run = new TextRun(
            lease.Id, new WorkspaceId(lease.Workspace), lease.Owner, models.Find(lease.Model), lease.Model, new Credits(lease.Held),
            lease.InputEstimate, lease.MaxOutputTokens, lease.IsBalanceLimited, lease.Attempt, lease.CreatedAt)
        {
            Fee = new Credits(lease.Fee),
        };
        var ending = lease.IsStopAsked
            ? TextEnding.Stopped(null)
            : TextEnding.Broken(FailureCategory.Internal, GenerationErrors.Interrupted, null);
        await end.EndAsync(run, ending, kept, null, ct);
        LogTakenOver(lease.Id, lease.Attempt);
    }

    internal sealed record ClaimedText(
        Guid Id,
        Guid Workspace,
        string Owner,
        string Model,
        long Held,
        long InputEstimate,
        long Fee,
        int MaxOutputTokens,
        bool IsBalanceLimited,
        int Attempt,
        DateTimeOffset CreatedAt,
        bool IsStopAsked);

    [LoggerMessage(LogLevel.Warning, "Generation {GenerationId} was left behind by its node and ended here by lease {Attempt}")]
    private partial void LogTakenOver(Guid generationId, int attempt);

    [LoggerMessage(LogLevel.Error, "Generation {GenerationId} could not be taken over; it gets another turn")]
    private partial void LogFailed(Exception trouble, Guid generationId);
}
