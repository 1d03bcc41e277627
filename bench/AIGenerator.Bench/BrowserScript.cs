using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Bench;

/// <summary>The programs of <c>bench/browser</c>, which drive Debian's Chromium: each prints what it measured as one last line of JSON.</summary>
internal static class BrowserScript
{
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(string script, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Path.Combine(Product.Source, "bench", "browser"),
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync(ct);
        await node.WaitForExitAsync(ct);
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{script} ended with {node.ExitCode}."));
        }

        return JsonSerializer.Deserialize<Dictionary<string, double>>(output.Trim().Split('\n')[^1])!;
    }
}
