using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// A PostgreSQL of the host's own, as a child process: nothing to install, one folder, reachable only from this machine (a Unix socket,
/// or a loopback port on Windows) with a random password. docs/decisions/0003.
/// </summary>
internal sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The role that owns the databases.</summary>
    public const string Role = "aigenerator";

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);

    private readonly EmbeddedPostgresSettings _settings;
    private readonly ILogger _logger;
    private readonly PostgresPackage _package;
    private readonly PostgresUser _user;
    private readonly FolderClaim _claim;
    private readonly string _socketFolder;
    private readonly int? _port;
    private PostgresWatchdog? _watchdog;
    private bool _running;

    /// <summary>Claims the folder; the server starts with <see cref="StartAsync"/>.</summary>
    /// <exception cref="StartRefusedException">The binaries are missing, or another host uses the folder.</exception>
    public EmbeddedPostgres(EmbeddedPostgresSettings settings, ILogger<EmbeddedPostgres> logger)
    {
        _settings = settings with { Folder = Path.GetFullPath(settings.Folder) };
        _logger = logger;
        _package = PostgresPackage.Locate(settings.PackagePath);
        _claim = FolderClaim.Take(_settings.Folder);
        _user = PostgresUser.For(DataFolder, _package);
        _socketFolder = SocketFolder(_settings.Folder);
        _port = OperatingSystem.IsWindows() ? FreePort() : null;
        Password = ReadOrCreatePassword();
    }

    /// <summary>The cluster's data.</summary>
    public string DataFolder => Path.Combine(_settings.Folder, "data");

    /// <summary>Where the password of its role is kept.</summary>
    public string PasswordFile => Path.Combine(_settings.Folder, "password");

    private string Password { get; }

    private string LogFile => Path.Combine(_settings.Folder, "server.log");

    /// <summary>How to reach one of its databases.</summary>
    public NpgsqlConnectionStringBuilder Address(string database) => new()
    {
        Host = _port is null ? _socketFolder : "127.0.0.1",
        Port = _port ?? 5432,
        Username = Role,
        Password = Password,
        Database = database,
        MaxPoolSize = Math.Max(1, _settings.MaxConnections - 10),
    };

    /// <summary>Ends a server that a killed host left behind, creates the cluster if there is none yet, and starts.</summary>
    /// <exception cref="StartRefusedException">The server does not start; the message carries its last words.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await StopLeftoverAsync(ct);
        await InitializeAsync(ct);
        await ConfigureAsync(ct);

        _watchdog = PostgresWatchdog.Start(_user, _package, DataFolder);
        var (exitCode, output) = await ToolProcess.RunAsync(_user.Run(_package.PgCtl, "start", "-D", DataFolder, "-l", LogFile, "-w", "-t", "60", "-s"), ct);
        if (exitCode != 0)
        {
            throw new StartRefusedException($"The embedded PostgreSQL did not start ({output}). Its log, {LogFile}, ends with:{Environment.NewLine}{LastWords()}");
        }

        _running = true;
        if (_watchdog is not null && new PostmasterFile(DataFolder).RunningServer() is { } id)
        {
            await _watchdog.WatchAsync(id, ct);
        }

        LogStarted(DataFolder, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Ends all sessions and the server, orderly.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (!_running)
        {
            return;
        }

        _running = false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(StopPatience);
        if (_watchdog is not null)
        {
            await _watchdog.EndAsync(patience.Token);
        }

        if (new PostmasterFile(DataFolder).RunningServer() is not null)
        {
            await ToolProcess.RunAsync(_user.Run(_package.PgCtl, "stop", "-D", DataFolder, "-m", "fast", "-w", "-s"), patience.Token);
        }

        LogStopped();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _watchdog?.Dispose();
        _claim.Dispose();
    }

    private async Task InitializeAsync(CancellationToken ct)
    {
        var version = Path.Combine(DataFolder, "PG_VERSION");
        if (File.Exists(version))
        {
            var major = (await File.ReadAllTextAsync(version, ct)).Trim();
            if (major != PostgresPackage.MajorVersion)
            {
                throw new StartRefusedException(
                    $"DATA_DIR: '{DataFolder}' belongs to PostgreSQL {major}, this build carries {PostgresPackage.MajorVersion}. Move the folder away (or dump it with version {major} and load it into a new one).");
            }

            return;
        }

        await _user.OwnAsync(_settings.Folder, ct);

        // Made aside and renamed, so that a kill in the middle leaves nothing that looks finished.
        var draft = DataFolder + ".new";
        await RemoveAsync(draft, ct);
        string locale = OperatingSystem.IsLinux() ? "C.UTF-8" : "C";
        var (exitCode, output) = await ToolProcess.RunAsync(
            _user.Run(_package.InitDb, "-D", draft, "-U", Role, "-A", "scram-sha-256", $"--pwfile={PasswordFile}", "-E", "UTF8", "--locale-provider=builtin", $"--locale={locale}", "--builtin-locale=C.UTF-8", "--no-instructions", _settings.Durable ? "--data-checksums" : "--no-sync"),
            ct);
        if (exitCode != 0)
        {
            throw new StartRefusedException($"The embedded PostgreSQL could not create its data in '{DataFolder}':{Environment.NewLine}{output}");
        }

        await File.AppendAllTextAsync(Path.Combine(draft, "postgresql.conf"), "\ninclude 'aigenerator.conf'\n", ct);
        Directory.Move(draft, DataFolder);
    }

    private async Task StopLeftoverAsync(CancellationToken ct)
    {
        var postmaster = new PostmasterFile(DataFolder);
        if (postmaster.RunningServer() is { } id)
        {
            LogLeftover(id);
            var (exitCode, output) = await ToolProcess.RunAsync(_user.Run(_package.PgCtl, "stop", "-D", DataFolder, "-m", "fast", "-w", "-t", "30", "-s"), ct);
            if (exitCode != 0 && postmaster.RunningServer() is not null)
            {
                throw new StartRefusedException($"A PostgreSQL that an earlier run left on '{DataFolder}' (process {id}) does not stop: {output}");
            }
        }

        postmaster.RemoveStale();
    }

    private async Task ConfigureAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(_socketFolder);
        var text = new StringBuilder("# Written by the host at each start; own changes belong in postgresql.auto.conf.\n");
        foreach (var (name, value) in _settings.ServerSettings(_socketFolder, _port))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        }

        await File.WriteAllTextAsync(Path.Combine(DataFolder, "aigenerator.conf"), text.ToString(), ct);
        if (File.Exists(LogFile))
        {
            File.Move(LogFile, LogFile + ".previous", overwrite: true);
        }

        await _user.OwnAsync(_socketFolder, ct);
        await _user.OwnAsync(_settings.Folder, ct);
    }

    private string ReadOrCreatePassword()
    {
        var password = SecretFile.ReadOrCreate(PasswordFile, 40);
        return password.Length > 0 ? password : throw new StartRefusedException($"DATA_DIR: '{PasswordFile}' is empty. Put it back from a backup; if there is no database beside it yet, delete it.");
    }

    private async Task RemoveAsync(string folder, CancellationToken ct)
    {
        if (Directory.Exists(folder))
        {
            await Task.Run(() => Directory.Delete(folder, recursive: true), ct);
        }
    }

    private string LastWords() => File.Exists(LogFile) ? string.Join(Environment.NewLine, File.ReadLines(LogFile).TakeLast(5)) : "(nothing)";

    /// <summary>A socket's path has room for about a hundred bytes: below a deep folder it moves to the system's temporary one.</summary>
    private static string SocketFolder(string folder)
    {
        var beside = Path.Combine(folder, "socket");
        return Encoding.UTF8.GetByteCount(beside) <= 80
            ? beside
            : Path.Combine(Path.GetTempPath(), "aigenerator-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [LoggerMessage(LogLevel.Debug, "Embedded PostgreSQL started on {DataFolder} in {ElapsedMs} ms")]
    private partial void LogStarted(string dataFolder, long elapsedMs);

    [LoggerMessage(LogLevel.Debug, "Embedded PostgreSQL stopped")]
    private partial void LogStopped();

    [LoggerMessage(LogLevel.Warning, "Stopping the PostgreSQL that an earlier run left behind (process {ProcessId})")]
    private partial void LogLeftover(int processId);
}
