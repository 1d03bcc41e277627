using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>The usual count: cached tokens inside the prompt's, reasoning inside the completion's.</summary>
internal static class ChatUsageArithmetic
{
    public static TextUsage Inclusive(ChatUsage usage)
    {
        var input = NotNegative(usage.PromptTokens);
        var cached = NotNegative(usage.PromptTokensDetails?.CachedTokens ?? usage.CachedTokens ?? usage.PromptCacheHitTokens);
        var output = NotNegative(usage.CompletionTokens);
        var reasoning = NotNegative(usage.CompletionTokensDetails?.ReasoningTokens);
        return new TextUsage(input, Math.Min(cached, input), output, Math.Min(reasoning, output), usage.Cost is >= 0 ? usage.Cost : null);
    }

    private static long NotNegative(long? count) => Math.Max(0, count ?? 0);
}
