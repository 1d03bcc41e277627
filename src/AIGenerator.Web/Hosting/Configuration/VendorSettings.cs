using AIGenerator.Providers;

namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>Reads vendors' settings from the environment into the keys that their adapters read; the adapters say which (<see cref="ProviderSettings"/>).</summary>
internal static class VendorSettings
{
    /// <summary>What the environment says, each key once.</summary>
    public static IReadOnlyDictionary<string, string?> Read(IConfiguration configuration)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, key) in ProviderSettings.EnvironmentNames)
        {
            if (configuration[name]?.Trim() is { Length: > 0 } value)
            {
                settings.TryAdd(key, value);
            }
        }

        return settings;
    }

    /// <summary>The environment's name of a configuration key, for messages to the operator.</summary>
    public static string NameOf(string key)
    {
        var known = ProviderSettings.EnvironmentNames.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase)).Name;
        return known ?? key.Replace(":", "__", StringComparison.Ordinal);
    }
}
