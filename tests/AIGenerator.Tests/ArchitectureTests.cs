using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AIGenerator.Tests;

/// <summary>The walls of docs/decisions/0001, and the few rules of the house that no analyzer knows.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    // Who may know whom. A new line here is a decision.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [],
        ["Providers"] = ["Kernel"],
        ["Previews"] = [],
        ["Media"] = ["Kernel", "Previews"],
        ["Ui"] = ["Kernel"],
        ["Notifications"] = ["Kernel", "Ui"],
        ["Accounts"] = ["Kernel", "Ui", "Notifications"],
        ["Models"] = ["Kernel", "Ui", "Providers"],
        ["Workspaces"] = ["Kernel", "Ui", "Notifications", "Accounts"],
        ["Wallet"] = ["Kernel", "Ui", "Notifications", "Accounts", "Models", "Workspaces"],
        ["Billing"] = ["Kernel", "Ui", "Notifications", "Accounts", "Models", "Workspaces", "Wallet"],
        ["Generation"] = ["Kernel", "Ui", "Media", "Providers", "Notifications", "Accounts", "Models", "Workspaces", "Wallet"],
        ["Chat"] = ["Kernel", "Ui", "Media", "Providers", "Notifications", "Accounts", "Models", "Workspaces", "Wallet", "Billing", "Generation"],
        ["Studio"] = ["Kernel", "Ui", "Media", "Providers", "Notifications", "Accounts", "Models", "Workspaces", "Wallet", "Billing", "Generation"],
        ["Web"] = ["Kernel", "Ui", "Media", "Providers", "Notifications", "Accounts", "Models", "Workspaces", "Wallet", "Billing", "Generation", "Chat", "Studio"],
    };

    [Fact]
    public void Projects_know_only_whom_they_may()
    {
        var trespasses =
            from project in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            let name = ShortName(project)
            from reference in XDocument.Load(project).Descendants("ProjectReference")
            let target = ShortName(reference.Attribute("Include")!.Value)
            where !Allowed.TryGetValue(name, out var known) || !known.Contains(target)
            select $"{name} -> {target}";

        trespasses.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Sources().Where(file => File.ReadLines(file).Count() > 400).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void No_file_hides_its_length_in_regions() =>
        Sources().Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && Region().IsMatch(File.ReadAllText(file))).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void No_type_is_named_for_want_of_a_name()
    {
        var vague =
            from file in Sources()
            where file.EndsWith(".cs", StringComparison.Ordinal)
            from Match type in VagueType().Matches(File.ReadAllText(file))
            select $"{Relative(file)}: {type.Groups["name"].Value}";

        vague.ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        from folder in new[] { "src", "tests", "bench" }
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".razor" or ".ts" or ".css"
        where !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/wwwroot/", StringComparison.Ordinal) && !file.Contains("/artifacts/", StringComparison.Ordinal)
        select file;

    private static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string ShortName(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/')).Replace("AIGenerator.", "", StringComparison.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline, 1000)]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(?:class|record|struct|interface)\s+(?:struct\s+|class\s+)?(?<name>\w+(?:Helper|Helpers|Utils|Utility|Manager|Impl)|I\w+Service)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VagueType();
}
