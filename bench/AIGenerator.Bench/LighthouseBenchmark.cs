using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Bench;

/// <summary>Lighthouse's mobile scores (0..100, each the median of five runs), from the npm package and Debian's Chromium.</summary>
internal sealed class LighthouseBenchmark : IBenchmark
{
    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var figures = new Figures();
        foreach (var (path, cookie) in new[] { ("/en", null), ("/en/login", null), ("/en/chat", person.CookieHeader) })
        {
            foreach (var (category, score) in await ScoresAsync(new Uri(product.Address, path), cookie, ct))
            {
                figures[$"{path} {category}"] = score;
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyDictionary<string, double>> ScoresAsync(Uri page, string? cookie, CancellationToken ct)
    {
        var start = new ProcessStartInfo("node", ["measure.mjs", page.AbsoluteUri, cookie ?? ""])
        {
            WorkingDirectory = Path.Combine(Product.Source, "bench", "lighthouse"),
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync(ct);
        await node.WaitForExitAsync(ct);
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Lighthouse ended with {node.ExitCode} for {page.AbsolutePath}."));
        }

        return JsonSerializer.Deserialize<Dictionary<string, double>>(output.Trim().Split('\n')[^1])!;
    }
}
