using System.Text.Json;

namespace AIGenerator.Tests.Kernel.Localization;

/// <summary>The catalogues as they stand in the source tree, so that a module nobody composes yet is checked as well.</summary>
internal static class CatalogueFiles
{
    public static readonly string Root = FindRoot();

    /// <summary>Each <c>Localization</c> folder with its languages and texts.</summary>
    public static IEnumerable<(string Module, Dictionary<string, Dictionary<string, string>> Languages)> Modules() =>
        Directory.EnumerateDirectories(Path.Combine(Root, "src"), "Localization", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains("node_modules", StringComparison.Ordinal) && Directory.EnumerateFiles(folder, "*.json").Any())
            .Select(folder => (
                Path.GetFileName(Path.GetDirectoryName(folder))!,
                Directory.EnumerateFiles(folder, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), Read)));

    /// <summary>Files of ours that can name texts.</summary>
    public static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            texts.TryAdd(property.Name, property.Value.GetString() ?? "").ShouldBeTrue($"{file} has '{property.Name}' twice");
        }

        return texts;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AIGenerator.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the source tree.");
        }

        return folder.FullName;
    }
}
