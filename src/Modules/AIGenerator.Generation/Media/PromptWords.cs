using AIGenerator.Kernel.Text;

namespace AIGenerator.Generation.Media;

/// <summary>Words that somebody looks for in prompts.</summary>
internal static class PromptWords
{
    /// <summary>The pattern for <c>ilike</c>, in which nothing but the words counts; null where there are none.</summary>
    public static string? PatternOf(string? asked) => asked is not null && StoredText.Clean(asked).Trim() is { Length: > 0 } words
        ? $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%"
        : null;
}
