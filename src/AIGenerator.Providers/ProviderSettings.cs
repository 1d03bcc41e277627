namespace AIGenerator.Providers;

/// <summary>The environment names of the plan and the configuration keys they stand for. The host maps them; nobody else reads the environment.</summary>
public static class ProviderSettings
{
    /// <summary>Environment name to configuration key.</summary>
    public static readonly IReadOnlyDictionary<string, string> EnvironmentNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OPENROUTER_API_KEY"] = "Providers:OpenRouter:ApiKey",
        ["OPENROUTER_BASE_URL"] = "Providers:OpenRouter:BaseUrl",
        ["OPENAI_API_KEY"] = "Providers:OpenAI:ApiKey",
        ["OPENAI_BASE_URL"] = "Providers:OpenAI:BaseUrl",
        ["OPENAI_COMPATIBLE_API_KEY"] = "Providers:OpenAICompatible:ApiKey",
        ["OPENAI_COMPATIBLE_BASE_URL"] = "Providers:OpenAICompatible:BaseUrl",
        ["OPENAI_COMPATIBLE_MODELS"] = "Providers:OpenAICompatible:Models",
        ["ANTHROPIC_API_KEY"] = "Providers:Anthropic:ApiKey",
        ["ANTHROPIC_BASE_URL"] = "Providers:Anthropic:BaseUrl",
        ["GOOGLE_AI_API_KEY"] = "Providers:Google:ApiKey",
        ["GOOGLE_AI_BASE_URL"] = "Providers:Google:BaseUrl",
        ["DEEPSEEK_API_KEY"] = "Providers:DeepSeek:ApiKey",
        ["DEEPSEEK_BASE_URL"] = "Providers:DeepSeek:BaseUrl",
        ["XAI_API_KEY"] = "Providers:XAI:ApiKey",
        ["XAI_BASE_URL"] = "Providers:XAI:BaseUrl",
        ["MOONSHOT_API_KEY"] = "Providers:Moonshot:ApiKey",
        ["MOONSHOT_BASE_URL"] = "Providers:Moonshot:BaseUrl",
    };
}
