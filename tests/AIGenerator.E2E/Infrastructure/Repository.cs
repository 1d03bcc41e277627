using System.Reflection;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>Where the sources and the built programs are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>The built assembly of one of our programs.</summary>
    public static string Assembly(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, Metadata("Configuration").ToLowerInvariant(), project + ".dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
