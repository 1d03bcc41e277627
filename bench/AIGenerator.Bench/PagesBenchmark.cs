using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace AIGenerator.Bench;

/// <summary>
/// What a first visit downloads (Brotli bytes: every script that Chromium asks for before anybody touches the page, and the styles) and how many
/// pages one CPU-second of the host makes: a signed-in person's, rendered for each request, and a public one from the page cache; each
/// right after the start ("first", with the JIT at work) and settled. "Bare" answers carry a word and no page: what this machine can do at
/// this hour, to read the others by.
/// </summary>
internal sealed partial class PagesBenchmark(bool isFull) : IBenchmark
{
    // A crowded machine must not keep the benchmark for ever: the measurement ends early and counts what was answered.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const double ScriptBudget = 61_440;

    private static readonly string[] PublicPages = ["/en", "/uk", "/en/pricing", "/en/login", "/en/register"];

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var folder = Product.NewDataFolder();
        await using var product = await Product.StartAsync(folder.FullName, null, ct);
        using var person = await Person.RegisterAsync(product.Address, ct);
        var figures = new Figures();
        using var visitor = Clients.Plain(product.Address);
        double worstScript = 0;
        foreach (var (path, cookie) in new[] { ("/en", null), ("/en/login", null), ("/en/pricing", null), ("/en/chat", person.CookieHeader) })
        {
            var loaded = await BrowserScript.RunAsync("scripts.mjs", [new Uri(product.Address, path).AbsoluteUri, cookie ?? ""], ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {path,-16} script {loaded["bytes"],8:N0} B of {ScriptBudget:N0} in {loaded["requests"]:N0} files (Brotli)"));
            worstScript = Math.Max(worstScript, loaded["bytes"]);
        }

        double worstStyle = 0;
        foreach (var path in PublicPages.Append("/en/chat").Append("/en/settings"))
        {
            var style = await WeighStylesAsync(PublicPages.Contains(path, StringComparer.Ordinal) ? visitor : person.Http, path, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {path,-16} style  {style,8:N0} B (Brotli)"));
            worstStyle = Math.Max(worstStyle, style);
        }

        figures["worst_script_bytes"] = worstScript;
        figures["script_budget_bytes"] = ScriptBudget;
        figures["worst_style_bytes"] = worstStyle;
        figures["settings_html_bytes"] = (await person.Http.GetByteArrayAsync("/en/settings", ct)).Length;
        await RenderAsync(product, person.Http, "/en/settings", "pages_per_cpu_second", figures, ct);
        await RenderAsync(product, visitor, "/health/live", "bare_answers_per_cpu_second", figures, ct);
        await RenderAsync(product, visitor, "/en", "cached_pages_per_cpu_second", figures, ct);
        return figures;
    }

    private static async Task<double> WeighStylesAsync(HttpClient http, string path, CancellationToken ct)
    {
        double style = 0;
        foreach (Match match in StyleAddress().Matches(await http.GetStringAsync(path, ct)))
        {
            style += BrotliSize(await http.GetStringAsync(match.Groups[1].Value, ct));
        }

        return style;
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

    [GeneratedRegex("<link[^>]+href=\"([^\"]+\\.css[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex StyleAddress();
}
