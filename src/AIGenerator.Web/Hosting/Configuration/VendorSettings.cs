namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>The environment names of vendors' settings and the configuration keys that they fill.</summary>
internal static class VendorSettings
{
    private static readonly (string Vendor, string Section, string? KeyName)[] Vendors =
    [
        ("OPENROUTER", "OpenRouter", null),
        ("OPENAI", "OpenAI", null),
        ("OPENAI_COMPATIBLE", "OpenAICompatible", null),
        ("LOCAL", "OpenAICompatible", null),
        ("ANTHROPIC", "Anthropic", null),
        ("GOOGLE_AI", "Google", null),
        ("DEEPSEEK", "DeepSeek", null),
        ("XAI", "XAI", null),
        ("MOONSHOT", "Moonshot", null),
        ("REPLICATE", "Replicate", "REPLICATE_API_TOKEN"),
    ];

    private static readonly (string Name, string Key)[] Others =
    [
        ("OPENAI_COMPATIBLE_MODELS", "Providers:OpenAICompatible:Models"),
        ("LOCAL_MODELS", "Providers:OpenAICompatible:Models"),
        ("OPENAI_ORGANIZATION", "Providers:OpenAI:Organization"),
        ("OPENAI_PROJECT", "Providers:OpenAI:Project"),
    ];

    /// <summary>Every environment name with the key it fills.</summary>
    public static IEnumerable<(string Name, string Key)> All => Vendors
        .SelectMany(vendor => new[]
        {
            (vendor.KeyName ?? vendor.Vendor + "_API_KEY", $"Providers:{vendor.Section}:ApiKey"),
            (vendor.Vendor + "_BASE_URL", $"Providers:{vendor.Section}:BaseUrl"),
        })
        .Concat(Others);

    /// <summary>What the environment says, under the keys that the adapters read.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(IConfiguration configuration) =>
        from setting in All
        let value = configuration[setting.Name]
        where !string.IsNullOrWhiteSpace(value)
        select KeyValuePair.Create(setting.Key, (string?)value.Trim());

    /// <summary>The environment's name of a configuration key, for messages to the operator.</summary>
    public static string NameOf(string key)
    {
        var known = All.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase)).Name;
        return known ?? key.Replace(":", "__", StringComparison.Ordinal);
    }
}
