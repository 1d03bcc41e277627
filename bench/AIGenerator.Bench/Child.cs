using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AIGenerator.Bench;

/// <summary>A server of ours as a child process on a free loopback port; stopped when disposed.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private bool _isDisposed;

    private Child(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What it printed so far.</summary>
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

    /// <summary>CPU seconds used so far, user and system.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public double ResidentMb => ResidentMbOf(_process.Id);

    /// <summary>Resident memory of any process, in megabytes; proportional share where the kernel tells it.</summary>
    public static double ResidentMbOf(int id)
    {
        var rollup = $"/proc/{id}/smaps_rollup";
        var (file, label) = File.Exists(rollup) ? (rollup, "Pss:") : ($"/proc/{id}/status", "VmRSS:");
        try
        {
            var line = File.ReadLines(file).First(l => l.StartsWith(label, StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public static async Task<Child> StartAsync(string assembly, string readyPath, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new Child(Process.Start(start)!, address);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        await child.WaitUntilReadyAsync(readyPath, ct);
        return child;
    }

    /// <summary>SIGKILL: no warning, no clean-up.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            // A shell starts background work with the interrupt ignored, and children inherit that: only the other signal ends them always.
            using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await terminate.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Not its children: one of them is there to stop the database when the host dies.
                _process.Kill();
            }
        }

        _process.Dispose();
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
        using var http = Clients.Plain(Address);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("The server ended while starting:\n" + string.Join('\n', Output));
            }

            try
            {
                using var answer = await http.GetAsync(path, ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
