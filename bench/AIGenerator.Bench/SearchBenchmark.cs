using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AIGenerator.Bench;

/// <summary>
/// Search over one workspace of 100,000 messages in six languages (200,000 with <c>--full</c>): whole answers of <c>GET /api/chat/search</c>,
/// as one person waits for them, for words as they are, beginnings, and words with a slip. Texts are made from a seed, so that runs compare.
/// </summary>
internal sealed class SearchBenchmark(bool isFull) : IBenchmark
{
    private const int MessagesOfChat = 40;

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var count = isFull ? 200_000 : 100_000;
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var chat = await FirstChatAsync(person, ct);
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

    private static async Task<Guid> FirstChatAsync(Person person, CancellationToken ct)
    {
        await person.AskAsync("built-in", "Hello", ct);
        var list = await person.Http.GetFromJsonAsync<JsonElement>("/api/chat", ct);
        return list.GetProperty("items")[0].GetProperty("id").GetGuid();
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
        foreach (var (query, at) in queries.Take(20).Concat(queries).Select((query, at) => (query, at)))
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync("/api/chat/search?q=" + Uri.EscapeDataString(query), ct);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(ct);

            // The first ones only warm up.
            if (at >= 20)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return times;
    }
}

/// <summary>Words and sentences of six made-up vocabularies, common ones far more often than rare ones, the same for the same seed.</summary>
internal sealed class BenchTexts
{
    private const int WordsOfLanguage = 12_000;

    private static readonly string[] Syllables =
    [
        "ка ми го ро ві дні пра сло те лі шу ня бе хо ждя", "the re ing to ble con per ma shi low ver ten a pri ck",
        "ко не ры бы ще до мо жи ста про ться ле вой ши ца", "prze ny czy ło wie dzi ką no szcz sta ma ry po że li",
        "ver ge schl keit er ung ba stra ße tü lich ma ken zu ber", "ción ar te mos ña que lo des ri ven tó al ma gui do",
    ];

    private readonly string[][] _words;
    private ulong _state;

    public BenchTexts(ulong seed)
    {
        _state = seed;
        _words = [.. Syllables.Select(line => line.Split(' ')).Select(parts => Enumerable.Range(0, WordsOfLanguage)
            .Select(_ => string.Concat(Enumerable.Range(0, 2 + Next(4)).Select(_ => parts[Next(parts.Length)]))).ToArray())];
    }

    /// <summary>A message of 20 to 160 words in one language.</summary>
    public string Message()
    {
        var language = _words[Next(_words.Length)];
        var text = new StringBuilder();
        for (var i = 20 + Next(140); i > 0; i--)
        {
            text.Append(Pick(language)).Append(i % 12 == 0 ? ". " : " ");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A word as people search for: sometimes a common one.</summary>
    public string Word(int shortest = 1)
    {
        while (true)
        {
            var word = Pick(_words[Next(_words.Length)]);
            if (word.Length >= shortest)
            {
                return word;
            }
        }
    }

    /// <summary>A word of six letters or more with two neighbours swapped, one dropped or one doubled.</summary>
    public string Mistyped()
    {
        var word = Word(6);
        var at = 1 + Next(word.Length - 3);
        return Next(3) switch
        {
            0 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            1 => word.Remove(at, 1),
            _ => word.Insert(at, word[at].ToString()),
        };
    }

    // Zipf's law: the rank's logarithm is spread evenly.
    private string Pick(string[] language) => language[(int)Math.Exp(Next(1_000_000) / 1_000_000.0 * Math.Log(language.Length))];

    // xorshift64*: the same numbers on every machine and version.
    private int Next(int below)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 2685821657736338717UL >> 33) % (ulong)below);
    }
}
