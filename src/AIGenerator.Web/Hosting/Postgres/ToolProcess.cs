using System.Diagnostics;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>Runs a short-lived program and collects what it said.</summary>
internal static class ToolProcess
{
    /// <summary>Runs to the end; the output is both streams together.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        using var process = Start(command, redirectInput: false);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Starts a program from the root folder: the working folder may be closed to the user it runs as.</summary>
    public static Process Start(IReadOnlyList<string> command, bool redirectInput)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory) ?? "",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    /// <summary>Where a program is on PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin").Append("/usr/bin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
