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
            foreach (var (category, score) in await BrowserScript.RunAsync("lighthouse.mjs", [new Uri(product.Address, path).AbsoluteUri, cookie ?? ""], ct))
            {
                figures[$"{path} {category}"] = score;
            }
        }

        return figures;
    }
}
