using AIGenerator.Providers.Text;

namespace AIGenerator.Models;

/// <summary>What every price and count of "a usual answer" rests on, so that two pages never name two prices. Said beside each of them.</summary>
public static class UsualAnswer
{
    /// <summary>A page of conversation goes in and a few paragraphs come out.</summary>
    public static readonly TextUsage Usage = new(InputTokens: 1_000, CachedInputTokens: 0, OutputTokens: 500, ReasoningTokens: 0);
}
