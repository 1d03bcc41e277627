using System.Reflection;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Which build this is.</summary>
internal static class ProductVersion
{
    /// <summary>The version, with the commit behind a plus sign where the build knew it.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
