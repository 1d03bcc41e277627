using System.Text.Json;
using Microsoft.Playwright;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>
/// One browser of one person in a network of its own: fresh cookies and storage. Remembers every console error, page error and failed request of ours; a journey
/// ends with <see cref="ShouldBeClean"/>.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>How long the browser may take for a step. Nothing is measured by it: a machine that is shared takes its time.</summary>
    private const float PatienceMs = 30_000;

    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "AIGenerator.E2E", "node_modules", "axe-core", "axe.min.js")));

    private const string CountShifts = """
        window.layoutShift = 0;
        window.layoutShifts = [];
        new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry => {
          window.layoutShift += entry.value;
          window.layoutShifts.push(...entry.sources.map(({ node, previousRect: was, currentRect: is }) =>
            `${(node?.nodeType === 1 ? node : node?.parentElement)?.outerHTML.slice(0, 120)} ${was.y}+${was.height} -> ${is.y}+${is.height}`));
        })).observe({ type: 'layout-shift', buffered: true });
        """;

    private static int s_networks;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Opens a browser window.</summary>
    /// <param name="product">Where to go.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="width">1440 for a desktop, 390 for a phone.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="state">Cookies and storage of an earlier visit.</param>
    public static async Task<Visit> StartAsync(RunningProduct product, string language = "en", int width = 1440, bool script = true, string? state = null)
    {
        var context = await product.Browser.NewContextAsync(new()
        {
            BaseURL = product.Address.AbsoluteUri,
            Locale = language,
            ViewportSize = new() { Width = width, Height = width < 720 ? 844 : 900 },
            HasTouch = width < 720,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state,
            ExtraHTTPHeaders = [new("X-Forwarded-For", NewNetwork())],
        });
        context.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        await context.AddInitScriptAsync(CountShifts);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Watch(visit.Page);
        return visit;
    }

    private static string NewNetwork() => new System.Net.IPAddress([10, .. BitConverter.GetBytes(Interlocked.Increment(ref s_networks)).AsSpan(0, 3)]).ToString();

    /// <summary>A second tab of the same browser.</summary>
    public async Task<IPage> NewTabAsync()
    {
        var page = await _context.NewPageAsync();
        Watch(page);
        return page;
    }

    /// <summary>Fails the test on anything the browser complained about.</summary>
    /// <param name="expected">Parts of complaints that this journey provokes on purpose (a 422 answer is one in Chromium's eyes).</param>
    public void ShouldBeClean(params string[] expected) =>
        _complaints.Where(c => !expected.Any(e => c.Contains(e, StringComparison.Ordinal))).ShouldBeEmpty();

    /// <summary>The layout shift of the page since it began to load, as the browser scores it (web.dev/cls: below 0.1 is good; ours is half).</summary>
    public Task<double> LayoutShiftAsync() => Page.EvaluateAsync<double>("() => window.layoutShift");

    /// <summary>What moved, from where to where.</summary>
    public async Task<string> ShiftedAsync() => string.Join('\n', await Page.EvaluateAsync<string[]>("() => window.layoutShifts"));

    /// <summary>No accessibility finding of axe on the page as it is now, once the page has been laid out and what fades in has done so: a colour half way is nobody's design.</summary>
    public async Task ShouldBeAccessibleAsync(IPage? page = null)
    {
        page ??= Page;
        await page.EvaluateAsync(Axe.Value);
        var findings = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
              const fading = document.getAnimations().filter(a => a.playState === 'running' && (a.effect?.getComputedTiming().endTime ?? Infinity) <= 1000);
              await Promise.all(fading.map(a => a.finished.catch(() => null)));
              return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' | ' + n.html.slice(0, 160)).join(' ;; ')}`);
            }
            """);
        findings.EnumerateArray().Select(f => f.GetString()).ShouldBeEmpty($"axe on {page.Url}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add($"console: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"script: {error}");
    }
}
