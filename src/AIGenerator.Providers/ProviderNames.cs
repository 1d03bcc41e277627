namespace AIGenerator.Providers;

/// <summary>Providers as they write their own names.</summary>
public static class ProviderNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["built-in"] = "AI Generator",
        ["openrouter"] = "OpenRouter",
        ["openai"] = "OpenAI",
        ["openai-compatible"] = "OpenAI-compatible server",
        ["anthropic"] = "Anthropic",
        ["google"] = "Google",
        ["replicate"] = "Replicate",
        ["fal"] = "fal",
        ["midjourney-proxy"] = "Midjourney (proxy)",
        ["deepseek"] = "DeepSeek",
        ["xai"] = "xAI",
        ["moonshot"] = "Moonshot AI",
        ["ideogram"] = "Ideogram",
        ["recraft"] = "Recraft",
    };

    /// <summary>The name of a provider by its id; the id itself where it is not known.</summary>
    public static string Of(string id) => Names.GetValueOrDefault(id, id);
}
