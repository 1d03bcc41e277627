using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.XAI;

/// <summary>
/// xAI's count made ours: its reasoning stands beside its completion, its cached tokens sometimes beside its prompt, and its cost in ticks of
/// 1e-10 dollars. Read 2026-11 from recorded replies; the total tells which way a reply counts.
/// </summary>
internal static class XAIUsage
{
    private const decimal DollarsPerTick = 0.0000000001m;

    public static TextUsage Of(ChatUsage usage)
    {
        var prompt = NotNegative(usage.PromptTokens);
        var cached = NotNegative(usage.PromptTokensDetails?.CachedTokens ?? usage.CachedTokens);
        var completion = NotNegative(usage.CompletionTokens);
        var reasoning = NotNegative(usage.CompletionTokensDetails?.ReasoningTokens);

        // Should they ever join the others, the sum says so.
        var isInside = usage.TotalTokens is { } total && total == prompt + completion;
        return new TextUsage(
            cached > prompt ? prompt + cached : prompt,
            cached,
            isInside ? completion : completion + reasoning,
            isInside ? Math.Min(reasoning, completion) : reasoning,
            usage.CostInUsdTicks is >= 0 and { } ticks ? ticks * DollarsPerTick : null);
    }

    private static long NotNegative(long? count) => Math.Max(0, count ?? 0);
}
