using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>One of our servers as a real child process on a loopback port of its own.</summary>
public sealed class ChildServer : IAsyncDisposable
{
    private readonly List<string> _output = [];
    private readonly Process _process;

    private ChildServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>Starts the product over a data folder and waits until it is ready.</summary>
    public static Task<ChildServer> StartProductAsync(string dataFolder, CancellationToken ct, params (string Name, string Value)[] settings) =>
        StartProductInAsync(Path.Combine(Repository.Root, "src", "AIGenerator.Web"), dataFolder, ct, settings);

    /// <summary>The same from a working folder of its own, where it looks for <c>.env</c>.</summary>
    public static Task<ChildServer> StartProductInAsync(string workingFolder, string dataFolder, CancellationToken ct, params (string Name, string Value)[] settings)
    {
        (string, string)[] all =
        [
            ("DATA_DIR", dataFolder),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("RateLimits__Enabled", "false"),
            .. settings,
        ];
        return StartAsync("AIGenerator.Web", workingFolder, "/health/ready", all, ct);
    }

    public static Task<ChildServer> StartSimulatorsAsync(CancellationToken ct) =>
        StartAsync("AIGenerator.Simulators", Path.Combine(Repository.Root, "tests", "AIGenerator.Simulators"), "/", [], ct);

    /// <summary>A data folder that an unprivileged database server can reach.</summary>
    public static string NewDataFolder() => Directory.CreateTempSubdirectory("aigenerator-e2e-").FullName;

    /// <summary>The first line of its output that matches, once it is there.</summary>
    public async Task<Match> OutputAsync(Regex pattern, CancellationToken ct)
    {
        while (true)
        {
            foreach (var line in Output)
            {
                if (pattern.Match(line) is { Success: true } match)
                {
                    return match;
                }
            }

            ObjectDisposedException.ThrowIf(_process.HasExited, this);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    /// <summary>SIGKILL: no warning, no clean-up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGINT, as Ctrl+C; waits for the end.</summary>
    public async Task InterruptAsync(CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(ct);
    }

    /// <summary>The same, for so long at most. False where it goes on.</summary>
    public async Task<bool> InterruptAsync(TimeSpan patience)
    {
        using var time = new CancellationTokenSource(patience);
        try
        {
            await InterruptAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            // It has work to bring home.
        }

        return _process.HasExited;
    }

    public async ValueTask DisposeAsync()
    {
        // Twice, as a person would: the first one waits for pictures that are being drawn.
        if (!_process.HasExited && !await InterruptAsync(TimeSpan.FromSeconds(10)) && !await InterruptAsync(TimeSpan.FromSeconds(10)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static async Task<ChildServer> StartAsync(string project, string folder, string readyPath, (string Name, string Value)[] settings, CancellationToken ct)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Repository.Assembly(project)])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var server = new ChildServer(Process.Start(start)!, address);
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server.WaitUntilReadyAsync(readyPath, ct);
        return server;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }

    private async Task WaitUntilReadyAsync(string path, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpMessageInvoker(handler);
        while (true)
        {
            _process.HasExited.ShouldBeFalse("The server ended while starting:\n" + string.Join('\n', Output));
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
                using var answer = await http.SendAsync(request, ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
