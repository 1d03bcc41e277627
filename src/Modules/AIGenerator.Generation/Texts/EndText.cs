using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Texts;

/// <summary>
/// Ends a text: state, money, the owner's rows and the event in one transaction, fenced by the lease. Database trouble is waited out, since
/// an answer that was delivered must be kept and a hold must come back.
/// </summary>
internal sealed partial class EndText(IServiceScopeFactory scopes, TextOwners owners, ThisNode node, TimeProvider clock, ILogger<EndText> logger)
{
    private const int Attempts = 12;

    /// <summary>The outcome, or null where another node holds the lease or has ended it already.</summary>
    public async Task<TextOutcome?> EndAsync(TextRun run, TextEnding ending, TextProgress arrived, DateTimeOffset? firstOutputAt, CancellationToken ct)
    {
        var seen = owners.Of(run.Owner).ShowsReasoning || !string.IsNullOrWhiteSpace(arrived.Text) ? arrived : arrived with { Reasoning = "" };
        var outcome = Decide(run, ending, seen, firstOutputAt, clock.GetUtcNow());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(run, ending, outcome, firstOutputAt, ct) ? outcome : null;
            }
            catch (Exception trouble) when (attempt < Attempts && DatabaseTrouble.Is(trouble))
            {
                LogRetry(trouble, run.Id, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5_000, 50 << attempt)), clock, ct);
            }
        }
    }

    /// <summary>What was delivered is paid as delivered; nothing delivered costs nothing.</summary>
    internal static TextOutcome Decide(TextRun run, TextEnding ending, TextProgress arrived, DateTimeOffset? firstOutputAt, DateTimeOffset now)
    {
        // Reasoning that was shown counts where the reader or the limit ended it; after a failure of the vendor it does not.
        var isDelivered = !string.IsNullOrWhiteSpace(arrived.Text)
            || (!string.IsNullOrWhiteSpace(arrived.Reasoning) && (ending.StopReason is StopReason.Stopped or StopReason.Length or StopReason.Balance));
        var state = isDelivered ? GenerationState.Succeeded : ending.IsCanceled ? GenerationState.Canceled : GenerationState.Failed;
        var usage = ending.Usage ?? (isDelivered ? UsageOf(run, ending.Counted, arrived) : null);
        var code = state switch
        {
            GenerationState.Canceled => null,
            GenerationState.Failed when ending.StopReason == StopReason.Balance => GenerationErrors.BalanceTooSmall,
            GenerationState.Failed => FreeOfCharge(ending.ErrorCode),
            GenerationState.Succeeded or GenerationState.Running or GenerationState.Queued => Delivered(ending.ErrorCode),
        };

        return new TextOutcome(
            run.Id,
            state,
            isDelivered ? ending.StopReason ?? StopReason.Cut : null,
            arrived.Text,
            arrived.Reasoning,
            ending.Echo,
            usage,
            isDelivered && run.Model is not null ? Credits.Min(run.Held, run.Model.PriceOf(usage!) + run.Fee) : Credits.Zero,
            run.ModelId,
            ending.Route?.Provider,
            code is null ? null : GenerationErrors.OfFailure(ending.Category ?? FailureCategory.Internal, code),
            now - run.CreatedAt,
            firstOutputAt - run.CreatedAt,
            ending.Route?.Fallback);
    }

    // Texts of errors say what happened to the money, so the same break has one code where it cost nothing and another where it was paid.
    private static string FreeOfCharge(string? code) => code switch
    {
        null => GenerationErrors.Empty,
        GenerationErrors.Filtered => GenerationErrors.Moderated,
        _ => code,
    };

    private static string? Delivered(string? code) => code is null or GenerationErrors.Filtered ? code : GenerationErrors.Cut;

    /// <summary>
    /// What a stopped or broken answer counts as: the vendor's last word about it, and our estimate of what was shown after that. Reasoning that a
    /// vendor hides and had not counted yet is nobody's delivery: the operator bears it (docs/decisions/0011).
    /// </summary>
    private static TextUsage UsageOf(TextRun run, CountedText? counted, TextProgress arrived)
    {
        var known = counted is { Usage.InputTokens: > 0 } ? counted.Usage : new TextUsage(run.InputEstimate, 0, counted?.Usage.OutputTokens ?? 0, 0);
        var text = TokenEstimator.Estimate(arrived.Text[Math.Min(counted?.Text ?? 0, arrived.Text.Length)..]);
        var reasoning = TokenEstimator.Estimate(arrived.Reasoning[Math.Min(counted?.Reasoning ?? 0, arrived.Reasoning.Length)..]);
        return known with { OutputTokens = known.OutputTokens + text + reasoning, ReasoningTokens = known.ReasoningTokens + reasoning };
    }

    private async Task<bool> WriteAsync(TextRun run, TextEnding ending, TextOutcome outcome, DateTimeOffset? firstOutputAt, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = run.CreatedAt + outcome.Duration;
        if (await CloseRowAsync(db, run, ending, outcome, firstOutputAt, now, ct) == 0)
        {
            LogFenced(run.Id, run.Attempt);
            return false;
        }

        // The owner's rows before the wallet's, the order in which an accept takes them: two transactions never wait for each other.
        await owners.Of(run.Owner).FinishAsync(scope.ServiceProvider, outcome, ct);
        await SettleAsync(scope.ServiceProvider.GetRequiredService<IWallet>(), run, outcome, ct);
        await RaiseAsync(scope.ServiceProvider.GetRequiredService<IEvents>(), run, outcome, now, ct);
        await scope.ServiceProvider.GetRequiredService<INodeBus>().NotifyAsync(db, GenerationChannels.Ended, run.Id.ToString(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogEnded(run.Id, outcome.State, outcome.StopReason, outcome.Cost.Value, run.Held.Value, outcome.Error?.Code);
        return true;
    }

    private Task<int> CloseRowAsync(
        AppDb db, TextRun run, TextEnding ending, TextOutcome outcome, DateTimeOffset? firstOutputAt, DateTimeOffset now, CancellationToken ct) =>
        db.Generations
            .Where(g => g.Id == run.Id && g.LeaseOwner == node.Id && g.Attempt == run.Attempt && g.State == GenerationState.Running)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(g => g.State, outcome.State)
                    .SetProperty(g => g.StopReason, outcome.StopReason)
                    .SetProperty(g => g.CostCredits, outcome.Cost)
                    .SetProperty(g => g.ErrorCategory, outcome.Error is null ? null : ending.Category ?? FailureCategory.Internal)
                    .SetProperty(g => g.ErrorCode, outcome.Error == null ? null : outcome.Error.Code)
                    .SetProperty(g => g.Provider, outcome.Provider)
                    .SetProperty(g => g.UpstreamId, ending.UpstreamId)
                    .SetProperty(g => g.InputTokens, outcome.Usage == null ? null : outcome.Usage.InputTokens)
                    .SetProperty(g => g.CachedInputTokens, outcome.Usage == null ? null : outcome.Usage.CachedInputTokens)
                    .SetProperty(g => g.OutputTokens, outcome.Usage == null ? null : outcome.Usage.OutputTokens)
                    .SetProperty(g => g.ReasoningTokens, outcome.Usage == null ? null : outcome.Usage.ReasoningTokens)
                    .SetProperty(g => g.VendorCostUsd, outcome.Usage == null ? null : outcome.Usage.CostUsd)
                    .SetProperty(g => g.FirstOutputAt, firstOutputAt)
                    .SetProperty(g => g.FinishedAt, now),
                ct);

    private static async Task SettleAsync(IWallet wallet, TextRun run, TextOutcome outcome, CancellationToken ct)
    {
        if (run.Held == Credits.Zero)
        {
            return;
        }

        if (outcome.Cost > Credits.Zero)
        {
            await wallet.SettleAsync(run.Id, outcome.Cost, new Cause(CauseKind.Generation, run.Id.ToString()), ct);
        }
        else
        {
            await wallet.ReleaseAsync(run.Id, ct);
        }
    }

    private static Task RaiseAsync(IEvents events, TextRun run, TextOutcome outcome, DateTimeOffset now, CancellationToken ct) => outcome.StopReason is { } reason
        ? events.RaiseAsync(new GenerationSucceeded(run.Id, run.Workspace, run.Owner, run.ModelId, outcome.Provider, reason, outcome.Cost, now), ct)
        : events.RaiseAsync(new GenerationFailed(run.Id, run.Workspace, run.Owner, run.ModelId, outcome.State, outcome.Error?.Code, now), ct);

    [LoggerMessage(LogLevel.Information, "Generation {GenerationId} {State} ({StopReason}), {CostCredits} of {HeldCredits} held credits charged, error {ErrorCode}")]
    private partial void LogEnded(Guid generationId, GenerationState state, StopReason? stopReason, long costCredits, long heldCredits, string? errorCode);

    [LoggerMessage(LogLevel.Warning, "Generation {GenerationId} could not be ended yet, attempt {Attempt}")]
    private partial void LogRetry(Exception trouble, Guid generationId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Generation {GenerationId} belongs to another node now; its end by lease {Attempt} was dropped")]
    private partial void LogFenced(Guid generationId, int attempt);
}

internal static class GenerationChannels
{
    /// <summary>Carries the id of a generation that ended.</summary>
    public const string Ended = "generation_ended";

    /// <summary>Carries the id of a generation that a person stopped.</summary>
    public const string Stop = "generation_stop";
}
