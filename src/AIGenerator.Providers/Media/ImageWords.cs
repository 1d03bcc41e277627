namespace AIGenerator.Providers.Media;

/// <summary>What is asked for where a person gives no words and a vendor insists on some.</summary>
internal static class ImageWords
{
    /// <summary>For vendors that have no call for variations of their own. In English: every model knows it best.</summary>
    public const string Variation = "A variation of this picture: the same subject, style and mood, composed anew.";

    /// <summary>For vendors that extend pictures by words alone.</summary>
    public const string Surroundings = "The same scene continues naturally beyond the edges of the picture, in the same style and light.";

    /// <summary>The prompt, or the wish for a variation or for surroundings.</summary>
    public static string PromptOf(ImageOrder order) => !string.IsNullOrWhiteSpace(order.Prompt) || order.Source is null ? order.Prompt
        : order.Task == ImageTask.Outpaint ? Surroundings
        : Variation;
}
