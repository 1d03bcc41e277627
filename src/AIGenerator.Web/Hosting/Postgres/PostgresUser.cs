namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// The user that the embedded server runs as. PostgreSQL refuses root, so a host that runs as root drops to an unprivileged one;
/// everybody else runs it as himself.
/// </summary>
internal sealed class PostgresUser
{
    private const string Unprivileged = "nobody";

    private readonly string[] _prefix;

    private PostgresUser(string[] prefix) => _prefix = prefix;

    private bool Drops => _prefix.Length > 0;

    /// <summary>Decides once for a data folder.</summary>
    /// <param name="folder">Must be usable by the server, even when it stands below a folder that is closed to others, such as <c>/root</c>.</param>
    /// <param name="package">The binaries must be reachable, too.</param>
    /// <exception cref="StartRefusedException">We are root and this system has no way to drop it.</exception>
    public static PostgresUser For(string folder, PostgresPackage package)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new PostgresUser([]);
        }

        var open = IsOpen(folder) && IsOpen(package.PgCtl);
        if (ToolProcess.Find("setpriv") is { } setpriv)
        {
            string[] drop = [setpriv, $"--reuid={Unprivileged}", "--regid=65534", "--clear-groups", "--no-new-privs"];

            // Below a closed folder the server keeps one capability, to read through it; without no_setuid_fixup access(2) would ignore it.
            string[] rights = open
                ? ["--inh-caps=-all", "--bounding-set=-all", "--"]
                : ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search", "--bounding-set=-all,+dac_read_search", "--securebits=+no_setuid_fixup", "--"];
            return new PostgresUser([.. drop, .. rights]);
        }

        if (!open)
        {
            throw new StartRefusedException(
                $"DATA_DIR: the host runs as root, and '{folder}' or the program folder is closed to the unprivileged user that PostgreSQL needs. Run the host as an ordinary user, choose an open folder such as /var/lib/aigenerator, or set DATABASE_URL.");
        }

        return ToolProcess.Find("runuser") is { } runuser
            ? new PostgresUser([runuser, "-u", Unprivileged, "--"])
            : throw new StartRefusedException("PostgreSQL refuses to run as root, and neither setpriv nor runuser is installed. Run the host as an ordinary user, or set DATABASE_URL.");
    }

    /// <summary>The command, run as this user.</summary>
    public IReadOnlyList<string> Run(params ReadOnlySpan<string> command) => [.. _prefix, .. command];

    /// <summary>Hands a folder or file over to this user.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (!Drops)
        {
            return;
        }

        string[] chown = [ToolProcess.Find("chown") ?? "chown", "-R", $"{Unprivileged}:65534", path];
        var (exitCode, output) = await ToolProcess.RunAsync(chown, ct);
        if (exitCode != 0)
        {
            // Once more: the last files of a server that is just ending may have vanished during the walk.
            (exitCode, output) = await ToolProcess.RunAsync(chown, ct);
        }

        if (exitCode != 0)
        {
            throw new StartRefusedException($"DATA_DIR: cannot hand '{path}' to the user '{Unprivileged}' for PostgreSQL: {output}");
        }
    }

    private static bool IsOpen(string path)
    {
        for (var folder = Directory.GetParent(path); folder is not null; folder = folder.Parent)
        {
            if (!OperatingSystem.IsWindows() && folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }
}
