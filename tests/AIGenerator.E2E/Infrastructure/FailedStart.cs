using System.Diagnostics;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>A start of the product that is meant to end by itself.</summary>
internal static class FailedStart
{
    /// <summary>Runs the product in an empty folder to its end.</summary>
    /// <param name="settings">Its environment, beyond a data folder of its own.</param>
    /// <param name="ct">Ends it where it does not end itself.</param>
    /// <param name="environmentFile">Text of the <c>.env</c> in that folder.</param>
    /// <returns>The exit code, and both streams together.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<(string Name, string Value)> settings, CancellationToken ct, string? environmentFile = null)
    {
        var folder = ChildServer.NewDataFolder();
        if (environmentFile is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, ".env"), environmentFile, ct);
        }

        var start = new ProcessStartInfo("dotnet", [Repository.Assembly("AIGenerator.Web")])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DATA_DIR"] = folder;

        // No certificate of a developer, and no address of whoever runs the tests.
        start.Environment["HOME"] = folder;
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
