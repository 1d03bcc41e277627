using System.Collections.Concurrent;
using System.Text.Json;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>The product's own texts, so that a journey looks for what its reader sees in whatever language.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Catalogues = new(StringComparer.Ordinal);

    /// <summary>A text by its key, as the catalogue has it: places for values are still in it.</summary>
    public static string Of(string language, string key) => Catalogues.GetOrAdd(language, Read)[key];

    private static Dictionary<string, string> Read(string language)
    {
        var source = Path.Combine(Repository.Root, "src");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var project in Directory.EnumerateDirectories(source).Concat(Directory.EnumerateDirectories(Path.Combine(source, "Modules"))))
        {
            var file = Path.Combine(project, "Localization", $"{language}.json");
            if (!File.Exists(file))
            {
                continue;
            }

            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var text in json.RootElement.EnumerateObject().Where(text => text.Value.ValueKind == JsonValueKind.String))
            {
                texts[text.Name] = text.Value.GetString()!;
            }
        }

        return texts;
    }
}
