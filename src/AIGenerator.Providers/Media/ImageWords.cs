namespace AIGenerator.Providers.Media;

/// <summary>What is asked for where a person gives no words and a vendor insists on some.</summary>
internal static class ImageWords
{
    /// <summary>For vendors that have no call for variations of their own. In English: every model knows it best.</summary>
    public const string Variation = "A variation of this picture: the same subject, style and mood, composed anew.";

    /// <summary>The prompt, or the wish for a variation.</summary>
    public static string PromptOf(ImageOrder order) => string.IsNullOrWhiteSpace(order.Prompt) && order.Source is not null ? Variation : order.Prompt;
}
