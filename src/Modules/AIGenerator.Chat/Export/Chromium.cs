using System.Diagnostics;
using AIGenerator.Kernel.Results;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Chat.Export;

/// <summary>
/// A Chromium on this machine, which prints and draws our own pages: one at a time, for half a minute at most, without a network and with a
/// profile of its own that goes with it. <c>CHROMIUM_PATH</c> names it; else it is looked for on PATH. Without one the features are absent.
/// </summary>
internal sealed partial class Chromium(IConfiguration configuration, TimeProvider clock, ILogger<Chromium> logger) : IDisposable
{
    /// <summary>Characters of the longest page. A book has about a million.</summary>
    public const int LongestPage = 8_000_000;

    /// <summary>How the names of its folders begin.</summary>
    public const string FolderPrefix = "aig-print-";

    private const int MostWaiting = 8;

    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Queue = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lazy<string?> _path = new(() => Find(configuration["CHROMIUM_PATH"]));
    private int _waiting;

    /// <summary>Whether there is one.</summary>
    public bool IsThere => _path.Value is not null;

    /// <summary>A page as PDF.</summary>
    public Task<Result<byte[]>> PrintAsync(string html, CancellationToken ct) =>
        RunAsync(html, "page.pdf", file => [$"--print-to-pdf={file}", "--no-pdf-header-footer", "--generate-pdf-document-outline"], ct);

    /// <summary>A page as PNG of this size.</summary>
    public Task<Result<byte[]>> DrawAsync(string html, int width, int height, CancellationToken ct) =>
        RunAsync(html, "page.png", file => [$"--screenshot={file}", $"--window-size={width},{height}", "--hide-scrollbars", "--force-device-scale-factor=1"], ct);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<Result<byte[]>> RunAsync(string html, string name, Func<string, string[]> wish, CancellationToken ct)
    {
        if (_path.Value is not { } program)
        {
            return ChatErrors.NoPdf;
        }

        if (html.Length > LongestPage)
        {
            return ChatErrors.PdfTooLong;
        }

        if (!await WaitAsync(ct))
        {
            return ChatErrors.PdfFailed;
        }

        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            await File.WriteAllTextAsync(page, html, ct);
            var result = Path.Combine(folder, name);
            var ended = await EndAsync(program, [.. Quiet(folder), .. wish(result), new Uri(page).AbsoluteUri], folder, ct);
            return ended && File.Exists(result) ? await File.ReadAllBytesAsync(result, ct) : Failed();
        }
        finally
        {
            _turn.Release();
            Remove(folder);
        }
    }

    // Each who waits holds a whole page in memory.
    private async Task<bool> WaitAsync(CancellationToken ct)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) <= MostWaiting && await _turn.WaitAsync(Queue, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Whether it ended by itself: what one that was ended has written may be half a file.</summary>
    private async Task<bool> EndAsync(string program, string[] arguments, string folder, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };

        // Nothing of our own settings is its business.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Chromium did not start.");
        try
        {
            var said = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, either.Token), process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token));
            await process.WaitForExitAsync(either.Token);
            await said;
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogTooSlow();
            return false;
        }
        finally
        {
            // With its children, whatever happened.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static string[] Quiet(string folder)
    {
        string[] always =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-breakpad",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:1", "--proxy-bypass-list=<-loopback>", $"--user-data-dir={Path.Combine(folder, "profile")}",
        ];

        // The sandbox refuses root, and a container refuses it the namespaces it is made of (and is one itself). Our pages load nothing and run no
        // script but our own (PrintScript), whoever wrote the words on them.
        var isContainer = string.Equals(Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER"), "true", StringComparison.OrdinalIgnoreCase);
        return Environment.IsPrivilegedProcess || isContainer ? [.. always, "--no-sandbox"] : always;
    }

    private Error Failed()
    {
        LogFailed();
        return ChatErrors.PdfFailed;
    }

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A child that is still ending may hold a file; the system empties its temporary folder.
            LogLeftBehind(problem);
        }
    }

    private static string? Find(string? wanted)
    {
        if (!string.IsNullOrWhiteSpace(wanted))
        {
            return File.Exists(wanted) ? wanted : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    [LoggerMessage(LogLevel.Warning, "Chromium took too long and was ended")]
    private partial void LogTooSlow();

    [LoggerMessage(LogLevel.Warning, "Chromium wrote nothing")]
    private partial void LogFailed();

    [LoggerMessage(LogLevel.Debug, "A folder that Chromium used could not be removed")]
    private partial void LogLeftBehind(Exception problem);
}
