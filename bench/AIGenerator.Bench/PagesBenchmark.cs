using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace AIGenerator.Bench;

/// <summary>
/// What a first visit downloads (script and style bytes, Brotli, everything the page loads before anybody touches it) and how many
/// pages one CPU-second of the host makes: a signed-in person's, rendered for each request, and a public one from the page cache; each
/// right after the start ("first", with the JIT at work) and settled. "Bare" answers carry a word and no page: what this machine can do at
/// this hour, to read the others by.
/// </summary>
internal sealed partial class PagesBenchmark(bool isFull) : IBenchmark
{
    // A crowded machine must not keep the benchmark for ever: the measurement ends early and counts what was answered.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly string[] PublicPages = ["/en", "/uk", "/en/pricing", "/en/login", "/en/register"];

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var figures = new Figures();
        double worstScript = 0;
        double worstStyle = 0;
        using var visitor = Clients.Plain(product.Address);
        foreach (var path in PublicPages.Append("/en/chat").Append("/en/settings"))
        {
            var isPublic = PublicPages.Contains(path, StringComparer.Ordinal);
            var (script, style) = await WeighAsync(isPublic ? visitor : person.Http, path, ct);
            Console.WriteLine($"  {path,-16} script {script,8:N0} B   style {style,8:N0} B (Brotli)");
            worstScript = Math.Max(worstScript, script);
            worstStyle = Math.Max(worstStyle, style);
        }

        figures["worst_script_bytes"] = worstScript;
        figures["worst_style_bytes"] = worstStyle;
        figures["settings_html_bytes"] = (await person.Http.GetByteArrayAsync("/en/settings", ct)).Length;
        await RenderAsync(product, person.Http, "/en/settings", "pages_per_cpu_second", figures, ct);
        await RenderAsync(product, visitor, "/health/live", "bare_answers_per_cpu_second", figures, ct);
        await RenderAsync(product, visitor, "/en", "cached_pages_per_cpu_second", figures, ct);
        return figures;
    }

    /// <summary>Follows script and stylesheet addresses, and static imports within scripts, as a browser does.</summary>
    private static async Task<(double Script, double Style)> WeighAsync(HttpClient http, string path, CancellationToken ct)
    {
        var html = await http.GetStringAsync(path, ct);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var scripts = new Queue<string>(ScriptAddress().Matches(html).Select(m => m.Groups[1].Value));
        double script = 0;
        while (scripts.TryDequeue(out var address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            var text = await http.GetStringAsync(address, ct);
            script += BrotliSize(text);
            foreach (Match import in StaticImport().Matches(text))
            {
                scripts.Enqueue(new Uri(new Uri(http.BaseAddress!, address), import.Groups[1].Value).AbsolutePath);
            }
        }

        double style = 0;
        foreach (Match match in StyleAddress().Matches(html))
        {
            style += BrotliSize(await http.GetStringAsync(match.Groups[1].Value, ct));
        }

        return (script, style);
    }

    /// <summary>
    /// Loads one page until the JIT has settled, then measures. Counted in pages, not in seconds: on a busy machine a warm-up of some seconds
    /// measures the compiler. Only the server's own CPU counts.
    /// </summary>
    private async Task RenderAsync(Child product, HttpClient http, string page, string figure, Figures figures, CancellationToken ct)
    {
        const int Window = 1_000;
        var patience = Stopwatch.StartNew();
        var first = await MeasureAsync(product, http, page, Window, ct);
        var best = first;
        var settled = 0;
        while (settled < 3 && patience.Elapsed < TimeSpan.FromSeconds(isFull ? 180 : 40))
        {
            var speed = await MeasureAsync(product, http, page, Window, ct);
            settled = speed > best * 1.05 ? 0 : settled + 1;
            best = Math.Max(best, speed);
        }

        figures[$"first_{figure}"] = first;
        figures[figure] = await MeasureAsync(product, http, page, isFull ? 20_000 : 4_000, ct);
    }

    private static async Task<double> MeasureAsync(Child product, HttpClient http, string page, int count, CancellationToken ct)
    {
        var asked = 0;
        var answered = 0;
        var cpu = product.CpuSeconds;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (watch.Elapsed < Longest && Interlocked.Increment(ref asked) <= count)
            {
                using var answer = await http.GetAsync(page, ct);
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref answered);
            }
        }));
        return answered / (product.CpuSeconds - cpu);
    }

    private static long BrotliSize(string text)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return target.Length;
    }

    [GeneratedRegex("<script[^>]+src=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex ScriptAddress();

    [GeneratedRegex("<link[^>]+href=\"([^\"]+\\.css[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex StyleAddress();

    [GeneratedRegex("(?:import|from)\\s*\"(\\.{0,2}/[^\"]+\\.js)\"", RegexOptions.None, 1000)]
    private static partial Regex StaticImport();
}
