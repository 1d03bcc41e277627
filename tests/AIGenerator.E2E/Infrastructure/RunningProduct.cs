using AIGenerator.E2E.Infrastructure;
using AIGenerator.E2E.Journeys;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningProduct))]

namespace AIGenerator.E2E.Infrastructure;

/// <summary>
/// What all journeys share: the product with the simulators behind it (an OpenAI-compatible server whose models are free, and OpenRouter
/// with a key), and one headless Chromium.
/// </summary>
public sealed class RunningProduct : IAsyncLifetime
{
    private static readonly string[] ChromiumPaths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private ChildServer? _simulators;
    private ChildServer? _product;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Lazy<Task<string>>? _administrator;

    public Uri Address => _product!.Address;

    public ChildServer Process => _product!;

    /// <summary>Where it keeps its data, the embedded database among it.</summary>
    public string DataFolder { get; } = ChildServer.NewDataFolder();

    public IBrowser Browser => _browser!;

    /// <summary>The browser state of the administrator, who signs up when the first journey needs one.</summary>
    public Task<string> AdministratorAsync() => _administrator!.Value;

    /// <summary>Gives somebody tokens that expire never, which opens every model.</summary>
    public async Task GrantAsync(string email, int credits)
    {
        await using var visit = await Visit.StartAsync(this, state: await AdministratorAsync());
        await visit.Page.GotoAsync($"/en/admin/wallet?find={Uri.EscapeDataString(email)}");
        await visit.Page.Locator("input[name=amount]").FillAsync(credits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await visit.Page.Locator("input[name=reason]").FillAsync("For a journey");
        await visit.Page.Locator(".wallet-adjust button[type=submit]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table")).ToContainTextAsync("For a journey");
    }

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _simulators = await ChildServer.StartSimulatorsAsync(ct);
        _product = await ChildServer.StartProductAsync(
            DataFolder,
            ct,
            ("OPENAI_COMPATIBLE_BASE_URL", new Uri(_simulators.Address, "/v1").AbsoluteUri),
            ("OPENAI_COMPATIBLE_MODELS", "sim-model"),
            ("OPENAI_COMPATIBLE_VISION", "sim-model"),
            ("OPENROUTER_BASE_URL", new Uri(_simulators.Address, "/api/v1").AbsoluteUri),
            ("OPENROUTER_API_KEY", "sk-or-v1-simulated"),

            // A journey waits for a model that fell silent, and does not wait a minute.
            ("Providers__OpenRouter__SilenceTimeout", "00:00:06"),
            ("TAVILY_BASE_URL", new Uri(_simulators.Address, "/tavily").AbsoluteUri),
            ("TAVILY_API_KEY", "tvly-simulated"),

            // Every visit comes from a network of its own, as people do: what is counted by network is counted for each.
            ("TRUST_PROXY", "true"));
        _administrator = new(() => NewAdministratorAsync(TestContext.Current.CancellationToken));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumPaths.FirstOrDefault(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    private async Task<string> NewAdministratorAsync(CancellationToken ct)
    {
        var link = await Process.OutputAsync(Administrator.ClaimLink(), ct);
        await using var visit = await Visit.StartAsync(this);
        await visit.SignUpAsync(name: "Олена Адміністраторка");
        await visit.Page.GotoAsync("/en" + link.Groups[1].Value);
        await visit.Page.Locator("form:has(input[name=token]) button[type=submit]").ClickAsync();
        await visit.Page.WaitForURLAsync("**/en/admin");
        return await visit.Page.Context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        if (_simulators is not null)
        {
            await _simulators.DisposeAsync();
        }
    }
}
