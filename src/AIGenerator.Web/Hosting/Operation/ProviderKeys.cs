namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Which vendors' keys this installation has; never the keys.</summary>
internal sealed class ProviderKeys(IConfiguration configuration)
{
    private static readonly (string Name, string Section, string Setting)[] Vendors =
    [
        ("OpenRouter", "Providers:OpenRouter", "ApiKey"),
        ("OpenAI", "Providers:OpenAI", "ApiKey"),
        ("Anthropic", "Providers:Anthropic", "ApiKey"),
        ("Google", "Providers:Google", "ApiKey"),
        ("DeepSeek", "Providers:DeepSeek", "ApiKey"),
        ("xAI", "Providers:XAI", "ApiKey"),
        ("Moonshot AI", "Providers:Moonshot", "ApiKey"),
        ("OpenAI-compatible server", "Providers:OpenAICompatible", "BaseUrl"),
    ];

    /// <summary>Every vendor that has an adapter, and whether it is set up.</summary>
    public IReadOnlyList<(string Name, bool IsSetUp)> All =>
        [.. Vendors.Select(vendor => (vendor.Name, !string.IsNullOrWhiteSpace(configuration[$"{vendor.Section}:{vendor.Setting}"])))];
}
