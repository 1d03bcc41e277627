using System.Reflection;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Which build this is.</summary>
internal static class ProductVersion
{
    /// <summary>The version, with the commit behind a plus sign where the build knew it.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The same with seven letters of the commit, for people: <c>1.2.0 (f865faa)</c>.</summary>
    public static string Short { get; } = Text.Split('+') is [var version, { Length: >= 7 } commit] ? $"{version} ({commit[..7]})" : Text;
}
