using System.Diagnostics;
using System.Globalization;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// A small shell that holds a pipe from the host and stops the server at its end: on an orderly stop, and just so when the host is
/// killed, which a parent-death signal would not do reliably (it follows a thread, not the process).
/// </summary>
internal sealed class PostgresWatchdog : IDisposable
{
    // $1 data folder, $2 pg_ctl. Each line read is the server's process id: a server that somebody started later is left alone.
    private const string Script = """
        trap '' INT TERM HUP
        own=
        while read -r line; do own=$line; done
        read -r running < "$1/postmaster.pid" || exit 0
        if [ -z "$own" ] || [ "$own" = "$running" ]; then exec "$2" stop -D "$1" -m fast -w -t 30; fi
        """;

    private readonly Process _process;

    private PostgresWatchdog(Process process) => _process = process;

    /// <summary>Starts the watch before the server runs; null on Windows, where the next start stops a forgotten server.</summary>
    public static PostgresWatchdog? Start(PostgresUser user, PostgresPackage package, string dataFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // A session of its own keeps it from being killed together with the host's process group.
        string[] session = ToolProcess.Find("setsid") is { } setsid ? [setsid] : [];
        return new PostgresWatchdog(ToolProcess.Start(user.Run([.. session, "/bin/sh", "-c", Script, "aigenerator-watchdog", dataFolder, package.PgCtl]), redirectInput: true));
    }

    /// <summary>Tells which server is ours.</summary>
    public async Task WatchAsync(int serverId, CancellationToken ct)
    {
        await _process.StandardInput.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{serverId}\n").AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
    }

    /// <summary>Ends the watch, and with it the server.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
        }

        await _process.WaitForExitAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
