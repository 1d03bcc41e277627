using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Generation.Live;

/// <summary>The last message of a topic, from the run's outcome or from the row.</summary>
internal sealed record LiveEnd(
    GenerationState State,
    StopReason? StopReason,
    Credits Cost,
    Credits Held,
    TimeSpan Duration,
    TimeSpan? TimeToFirst,
    string Model,
    string? ErrorCode,
    string? ErrorDetail)
{
    public static LiveEnd Of(TextOutcome outcome, Credits held, ILocalizer? texts) => new(
        outcome.State, outcome.StopReason, outcome.Cost, held, outcome.Duration, outcome.TimeToFirst, outcome.Model,
        outcome.Error?.Code, Describe(outcome.Error?.Code, texts));

    public static LiveEnd Of(GenerationRow row, ILocalizer? texts) => new(
        row.State, row.StopReason, row.CostCredits, row.HeldCredits, row.FinishedAt!.Value - row.CreatedAt, row.FirstOutputAt - row.CreatedAt,
        row.Model, row.ErrorCode, Describe(row.ErrorCode, texts));

    private static string? Describe(string? code, ILocalizer? texts) =>
        code is null ? null : texts?.Describe(new Error(code, GenerationErrors.Fallback)) ?? GenerationErrors.Fallback;
}
