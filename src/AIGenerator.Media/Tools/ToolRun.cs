using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AIGenerator.Media.Tools;

/// <summary>What a tool may use.</summary>
/// <param name="Time">Until it is ended.</param>
/// <param name="MemoryMegabytes">Address space, where the system can limit it.</param>
/// <param name="OutputBytes">What it may write to its output, and into a file.</param>
internal sealed record ToolLimits(TimeSpan Time, int MemoryMegabytes, int OutputBytes);

/// <summary>How a tool ended.</summary>
internal enum ToolEnding
{
    Exited,
    TookTooLong,
    TooMuchOutput,
}

/// <summary>What is left of a tool's run. The error text is for judging only: it can hold what stands in a file.</summary>
internal sealed record ToolResult(ToolEnding Ending, int ExitCode, ReadOnlyMemory<byte> Output, string ErrorText);

/// <summary>
/// Runs a tool on a file of a stranger: no shell reads an argument, nothing of our environment (keys) is handed on, and it ends when it takes too
/// much. It has no network where the system lets it have none (<see cref="ToolCage"/>).
/// </summary>
internal static class ToolRun
{
    private const int ErrorBytes = 64 * 1024;

    public static async Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, string folder, ToolLimits limits, CancellationToken ct)
    {
        using var process = Process.Start(StartOf(tool, arguments, folder, limits)) ?? throw new InvalidOperationException($"{tool} did not start.");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(limits.Time);
        try
        {
            process.StandardInput.Close();
            var errors = ReadAsync(process.StandardError.BaseStream, ErrorBytes, ending.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, limits.OutputBytes, ending.Token);
            if (output is null)
            {
                return new ToolResult(ToolEnding.TooMuchOutput, -1, default, "");
            }

            await process.WaitForExitAsync(ending.Token);
            return new ToolResult(ToolEnding.Exited, process.ExitCode, output, Encoding.UTF8.GetString(await errors ?? []));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ToolResult(ToolEnding.TookTooLong, -1, default, "");
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo StartOf(string tool, IReadOnlyList<string> arguments, string folder, ToolLimits limits)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C";
        if (OperatingSystem.IsWindows())
        {
            start.FileName = tool;
        }
        else
        {
            // The shell only sets limits and steps aside; where a system lacks one, the others still hold.
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"ulimit -v {limits.MemoryMegabytes * 1024}; ulimit -t {(int)Math.Ceiling(limits.Time.TotalSeconds)}; ulimit -f {(limits.OutputBytes / 512) + 1}; ulimit -c 0; exec nice -n 10 {ToolCage.Prefix}\"$0\" \"$@\""));
            start.ArgumentList.Add(tool);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>All that comes; null where it is more than allowed.</summary>
    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > limit)
            {
                return null;
            }

            await all.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return all.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
