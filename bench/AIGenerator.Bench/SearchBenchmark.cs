using System.Diagnostics;
using System.Globalization;

namespace AIGenerator.Bench;

/// <summary>
/// Search over one workspace of 100,000 messages in six languages (200,000 with <c>--full</c>): whole answers of <c>GET /api/chat/search</c>,
/// as one person waits for them, for words as they are, beginnings, and words with a slip. Texts are made from a seed, so that runs compare.
/// </summary>
internal sealed class SearchBenchmark(bool isFull) : IBenchmark
{
    private const int MessagesOfChat = 40;

    // Enough for the JIT to have settled: what is measured is a server at work.
    private const int WarmUp = 150;

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var count = isFull ? 200_000 : 100_000;
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var chat = await person.FirstChatAsync(ct);
        await using var database = await BenchDatabase.OpenAsync(folder.FullName, ct);
        var texts = new BenchTexts(seed: 20);
        await database.FillAsync(chat, texts, count, MessagesOfChat, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count:N0} messages written, waiting for the index"));
        await database.UntilIndexedAsync(count, ct);

        var figures = new Figures { ["messages"] = count };
        var all = new List<double>();
        foreach (var (name, queries) in Queries(texts, isFull ? 400 : 150))
        {
            var times = await MeasureAsync(person.Http, queries, ct);
            all.AddRange(times);
            figures[name + "_p50_ms"] = Percentiles.Of(times, .5);
            figures[name + "_p95_ms"] = Percentiles.Of(times, .95);
        }

        all.Sort();
        figures["p50_ms"] = Percentiles.Of(all, .5);
        figures["p95_ms"] = Percentiles.Of(all, .95);
        return figures;
    }

    private static IEnumerable<(string Name, List<string> Queries)> Queries(BenchTexts texts, int count)
    {
        yield return ("exact", [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? $"{texts.Word()} {texts.Word()}" : texts.Word())]);
        yield return ("prefix", [.. Enumerable.Range(0, count).Select(_ => texts.Word(4)).Select(word => word[..Math.Max(3, word.Length * 2 / 3)])]);
        yield return ("typo", [.. Enumerable.Range(0, count).Select(_ => texts.Mistyped())]);
    }

    private static async Task<List<double>> MeasureAsync(HttpClient http, List<string> queries, CancellationToken ct)
    {
        var times = new List<double>();
        foreach (var (query, at) in queries.Take(WarmUp).Concat(queries).Select((query, at) => (query, at)))
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync("/api/chat/search?q=" + Uri.EscapeDataString(query), ct);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(ct);

            // The first ones only warm up.
            if (at >= WarmUp)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return times;
    }
}
