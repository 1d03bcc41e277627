namespace AIGenerator.Providers;

/// <summary>The environment names of vendors' settings and the configuration keys they stand for. The host maps them; nobody else reads the environment.</summary>
public static class ProviderSettings
{
    private static readonly (string Prefix, string Section)[] Vendors =
    [
        ("OPENROUTER", "OpenRouter"),
        ("OPENAI", "OpenAI"),
        ("OPENAI_COMPATIBLE", "OpenAICompatible"),
        ("LOCAL", "OpenAICompatible"),
        ("ANTHROPIC", "Anthropic"),
        ("GOOGLE_AI", "Google"),
        ("DEEPSEEK", "DeepSeek"),
        ("XAI", "XAI"),
        ("MOONSHOT", "Moonshot"),
        ("REPLICATE", "Replicate"),
        ("FAL", "Fal"),
        ("IDEOGRAM", "Ideogram"),
        ("RECRAFT", "Recraft"),
        ("TAVILY", "Tavily"),
        ("BRAVE", "Brave"),
        ("SEARXNG", "Searxng"),
    ];

    /// <summary>
    /// Environment name and configuration key. Where two names fill one key the first that is set counts. Vendors whose adapters come later are
    /// named already, so that a set key is never a surprise.
    /// </summary>
    public static IReadOnlyList<(string Name, string Key)> EnvironmentNames { get; } =
    [
        .. Vendors.SelectMany(vendor => new[]
        {
            // Replicate calls its key a token.
            (vendor.Prefix + (vendor.Prefix == "REPLICATE" ? "_API_TOKEN" : "_API_KEY"), $"Providers:{vendor.Section}:ApiKey"),
            (vendor.Prefix + "_BASE_URL", $"Providers:{vendor.Section}:BaseUrl"),
        }),
        ("FAL_KEY", "Providers:Fal:ApiKey"),
        ("FAL_KEYS_URL", "Providers:Fal:KeysUrl"),
        ("MIDJOURNEY_PROXY_URL", "Providers:MidjourneyProxy:BaseUrl"),
        ("MIDJOURNEY_PROXY_SECRET", "Providers:MidjourneyProxy:ApiKey"),
        ("OPENAI_COMPATIBLE_MODELS", "Providers:OpenAICompatible:Models"),
        ("LOCAL_MODELS", "Providers:OpenAICompatible:Models"),
        ("OPENAI_COMPATIBLE_VISION", "Providers:OpenAICompatible:Vision"),
        ("LOCAL_VISION", "Providers:OpenAICompatible:Vision"),
        ("OPENAI_ORGANIZATION", "Providers:OpenAI:Organization"),
        ("OPENAI_PROJECT", "Providers:OpenAI:Project"),
    ];
}
