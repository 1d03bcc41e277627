using System.Diagnostics;
using System.Text;

namespace AIGenerator.Media.Tools;

/// <summary>How a tool ended.</summary>
internal enum ToolEnding
{
    Exited,
    TookTooLong,
    TooMuchOutput,
}

/// <summary>What is left of a tool's run. The error text is for judging only: it can hold what stands in a file.</summary>
internal sealed record ToolResult(ToolEnding Ending, int ExitCode, ReadOnlyMemory<byte> Output, string ErrorText);

/// <summary>Runs a tool on a file of a stranger, started as <see cref="ToolStart"/> says; it ends when it takes too much.</summary>
internal static class ToolRun
{
    private const int ErrorBytes = 64 * 1024;

    public static async Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, string folder, ToolLimits limits, CancellationToken ct)
    {
        using var process = Process.Start(ToolStart.Of(tool, arguments, folder, limits)) ?? throw new InvalidOperationException($"{tool} did not start.");
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
            ToolStart.Kill(process);
        }
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
}
