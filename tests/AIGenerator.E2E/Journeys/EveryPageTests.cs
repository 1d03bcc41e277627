using System.Globalization;
using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;

namespace AIGenerator.E2E.Journeys;

/// <summary>What must hold on every page: no finding of axe in either theme, no complaint of the browser, nothing wider than the screen, nothing that jumps.</summary>
public sealed class EveryPageTests(RunningProduct product)
{
    private const double MostShift = 0.05;

    // Colours that are on their way have no contrast of their own.
    private const string SwitchTheme = """
        async theme => {
          document.documentElement.dataset.theme = theme;
          await new Promise(requestAnimationFrame);
          await Promise.all(document.getAnimations().filter(animation => animation instanceof CSSTransition).map(transition => transition.finished.catch(() => {})));
        }
        """;

    private static readonly string[] Public =
        ["", "/chat", "/pricing", "/login", "/register", "/forgot", "/forgot?sent=1", "/reset?token=x", "/admin/claim?token=x", "/error/500", "/nothing-here", "/chat/018f0000-0000-7000-8000-000000000000", "/dev/ui", "/dev/outbox", "/share/none"];

    private static readonly string[] Own =
        ["", "/chat", "/images", "/images?view=grid", "/images?task=inpaint", "/pricing", "/wallet", "/settings", "/settings/appearance", "/settings/security", "/settings/data", "/settings/data/import", "/confirm?token=x", "/nothing-here",
            "/admin", "/admin/wallet", "/admin/wallet?find=example.com", "/admin/wallet?find=nobody-at-all", "/admin/generations", "/admin/mail", "/dev/ui"];

    public static TheoryData<string, bool, string, int> Pages()
    {
        var pages = new TheoryData<string, bool, string, int>();
        foreach (var (language, width) in new[] { ("en", 1440), ("uk", 390) })
        {
            pages.AddRange([.. Public.Select(path => (path, false, language, width)), .. Own.Select(path => (path, true, language, width))]);
        }

        pages.AddRange(("", false, "uk", 320), ("/pricing", false, "uk", 320), ("/wallet", true, "uk", 320), ("/settings/security", true, "uk", 320), ("/admin", true, "uk", 320));
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_clean_and_still(string path, bool isSignedIn, string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width, state: isSignedIn ? await product.AdministratorAsync() : null);
        await visit.Page.GotoAsync($"/{language}{path}");

        (await visit.LayoutShiftAsync()).ShouldBeLessThan(path.StartsWith("/dev/", StringComparison.Ordinal) ? double.MaxValue : MostShift, await visit.ShiftedAsync());

        await ShouldBeAccessibleInBothThemesAsync(visit, width);

        (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");
        visit.ShouldBeClean("status of 404", "status of 422", "status of 401");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("/login", false)]
    [InlineData("/pricing", false)]
    [InlineData("", true)]
    [InlineData("/chat", true)]
    [InlineData("/images", true)]
    [InlineData("/images?view=grid", true)]
    [InlineData("/images?task=inpaint", true)]
    [InlineData("/wallet", true)]
    [InlineData("/settings", true)]
    [InlineData("/settings/appearance", true)]
    [InlineData("/settings/security", true)]
    [InlineData("/settings/data", true)]
    [InlineData("/settings/data/import", true)]
    [InlineData("/admin", true)]
    [InlineData("/admin/wallet", true)]
    [InlineData("/admin/generations", true)]
    [InlineData("/admin/mail", true)]
    public async Task The_script_of_a_first_visit_is_small(string path, bool isSignedIn)
    {
        await using var visit = await Visit.StartAsync(product, state: isSignedIn ? await product.AdministratorAsync() : null);
        await visit.Page.GotoAsync($"/en{path}", new() { WaitUntil = WaitUntilState.Load });

        await ShouldBeLightAsync(visit.Page);
    }

    [Theory]
    [EveryScreen]
    public async Task A_shared_chat_is_light_accessible_and_still_for_a_stranger(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        await visit.SignUpAsync(language);
        var chat = await visit.Page.AskByApiAsync("A table and some code in Python, please", "Shared");
        var link = await visit.Page.EvaluateAsync<string>(
            """
            async chat => {
              const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'x-csrf-token': document.querySelector('meta[name=csrf-token]')?.content ?? '' };
              return (await (await fetch(`/api/chat/${chat}/shares`, { method: 'POST', headers, body: JSON.stringify({ withName: false }) })).json()).url;
            }
            """,
            chat);
        await using var stranger = await Visit.StartAsync(product, language, width);

        await stranger.Page.GotoAsync(new Uri(link).AbsolutePath, new() { WaitUntil = WaitUntilState.Load });

        await Assertions.Expect(stranger.Page.Locator(".document-message")).ToHaveCountAsync(2);
        await ShouldBeLightAsync(stranger.Page);
        (await stranger.LayoutShiftAsync()).ShouldBeLessThan(MostShift, await stranger.ShiftedAsync());
        await ShouldBeAccessibleInBothThemesAsync(stranger, width);
        stranger.ShouldBeClean();
    }

    private static async Task ShouldBeLightAsync(IPage page)
    {
        const int most = 60 * 1024;
        await page.WaitForFunctionAsync(Journey.HasItsCode);
        var size = await page.EvaluateAsync<int>(
            "() => performance.getEntriesByType('resource').filter(r => new URL(r.name).pathname.endsWith('.js')).reduce((sum, r) => sum + r.encodedBodySize, 0)");
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{page.Url}: {size} bytes of script"));
        size.ShouldBeInRange(1, most);
    }

    private static async Task ShouldBeAccessibleInBothThemesAsync(Visit visit, int width)
    {
        // On a screen as long as the page nothing lies under the bars, whose cover axe would take for a target that is too small.
        await visit.Page.SetViewportSizeAsync(width, Math.Max(844, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight")));
        foreach (var theme in new[] { "dark", "light" })
        {
            await visit.Page.EvaluateAsync(SwitchTheme, theme);
            await visit.ShouldBeAccessibleAsync();
        }
    }
}
