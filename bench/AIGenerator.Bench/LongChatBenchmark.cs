using System.Diagnostics;

namespace AIGenerator.Bench;

/// <summary>
/// One chat of 10,000 messages beside one of 20: what the server needs for the page of each, and in Chromium how long until the long one can be
/// used, what it holds in memory, how fast older messages come, keys appear, and what 20,000 pasted lines do.
/// </summary>
internal sealed class LongChatBenchmark(bool isFull) : IBenchmark
{
    private const int Long = 10_000;
    private const int Short = 20;

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var own = await person.FirstChatAsync(ct);
        await using var database = await BenchDatabase.OpenAsync(folder.FullName, ct);
        var texts = new BenchTexts(seed: 7);
        var longChat = await database.AddChatAsync(own, texts, Long, ct);
        var shortChat = await database.AddChatAsync(own, texts, Short, ct);

        var figures = new Figures { ["messages"] = Long };
        await CompareAsync(person.Http, longChat, shortChat, figures, ct);
        foreach (var (name, value) in await BrowserScript.RunAsync(
            "long-chat.mjs", [new Uri(product.Address, $"/en/chat/{longChat}").AbsoluteUri, person.CookieHeader, isFull ? "15" : "5"], ct))
        {
            figures[name] = value;
        }

        return figures;
    }

    /// <summary>In turns, so that what else the machine does falls on both.</summary>
    private async Task CompareAsync(HttpClient http, Guid longChat, Guid shortChat, Figures figures, CancellationToken ct)
    {
        const int WarmUp = 100;
        var (of10000, of20) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + (isFull ? 400 : 150); i++)
        {
            foreach (var (chat, times) in new[] { (longChat, of10000), (shortChat, of20) })
            {
                var watch = Stopwatch.StartNew();
                await http.GetByteArrayAsync($"/en/chat/{chat}", ct);
                if (i >= WarmUp)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
        }

        of10000.Sort();
        of20.Sort();
        figures["page_p50_ms"] = Percentiles.Of(of10000, .5);
        figures["page_p95_ms"] = Percentiles.Of(of10000, .95);
        figures["short_page_p50_ms"] = Percentiles.Of(of20, .5);
        figures["page_ratio"] = Percentiles.Of(of10000, .5) / Percentiles.Of(of20, .5);
    }
}
