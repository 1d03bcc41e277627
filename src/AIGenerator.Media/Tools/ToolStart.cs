using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AIGenerator.Media.Tools;

/// <summary>What a tool may use.</summary>
/// <param name="Time">Until it is ended.</param>
/// <param name="MemoryMegabytes">Address space, where the system can limit it.</param>
/// <param name="OutputBytes">What it may write to its output, and into a file.</param>
internal sealed record ToolLimits(TimeSpan Time, int MemoryMegabytes, int OutputBytes);

/// <summary>
/// How a tool is started that reads a file of a stranger: no shell reads an argument, nothing of our environment (keys) is handed on, its limits are set,
/// and it has no network where the system lets it have none (<see cref="ToolCage"/>).
/// </summary>
internal static class ToolStart
{
    public static ProcessStartInfo Of(string tool, IReadOnlyList<string> arguments, string folder, ToolLimits limits)
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

    /// <summary>Ends it, and what it has started.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is about to.
        }
    }
}
