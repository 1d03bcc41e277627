using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio;

/// <summary>The host with a vendor of pictures, at a public address that the vendor could report to.</summary>
public sealed class ReportedApp(TestPostgres server) : TestApp(server)
{
    public Simulator Vendor { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("RateLimits:Enabled", "false"), new("APP_URL", "https://ai.example"), new("REPLICATE_BASE_URL", Vendor.Replicate), new("REPLICATE_API_TOKEN", "r8-test"),
    ];

    public override async ValueTask InitializeAsync()
    {
        Vendor = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class VendorReportTests(ReportedApp app) : IClassFixture<ReportedApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paid_picture_comes_with_the_vendors_report_and_the_price_that_was_told()
    {
        using var person = app.Browser();
        await person.RegisterAsync();
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var workspace = await FundAsync();
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = JsonContent.Create(new { model = "flux-schnell", prompt = "A kite", ratio = "3:2" }) };
        order.Headers.Add("Idempotency-Key", key);
        using var accepted = await person.SendAsync(order, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var media = await EndAsync(person, key, () => ReportAsync(key, "{}", signed: true));

        media.GetProperty("state").GetString().ShouldBe("succeeded");
        media.GetProperty("assets").GetArrayLength().ShouldBe(1);
        var sent = app.Vendor.Requests.Select(request => request.Body).Single(body => body.Contains("A kite", StringComparison.Ordinal));
        sent.ShouldContain($"https://ai.example/api/webhooks/replicate/{key}");
        await using var scope = app.Scope();
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        (await wallet.BalanceOfAsync(workspace, Ct)).Held.ShouldBe(Credits.Zero);
        (await wallet.FindImbalancesAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_offers_the_vendors_models_beside_the_built_in_one()
    {
        using var person = app.Browser();
        await person.RegisterAsync();

        using var page = await person.GetAsync("/en/images", Ct);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Ct)).ShouldContain("flux-schnell");
    }

    [Fact]
    public async Task What_is_not_the_vendors_report_is_turned_away()
    {
        var some = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        const string report = """{"id":"gm3q0001","status":"succeeded"}""";

        (await ReportAsync(some, report, signed: true)).ShouldBe(HttpStatusCode.NoContent, "a report about something unknown is no fault of the vendor's");
        (await ReportAsync(some, report, signed: false)).ShouldBe(HttpStatusCode.NotFound);
        (await ReportAsync(some, report, signed: true, provider: "openai")).ShouldBe(HttpStatusCode.NotFound);
        (await ReportAsync("not-an-id", report, signed: true)).ShouldBe(HttpStatusCode.NotFound);
        (await ReportAsync(some, new string(' ', 9 * 1024 * 1024), signed: true)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<HttpStatusCode> ReportAsync(string generation, string body, bool signed, string provider = "replicate")
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var secret = Convert.FromBase64String(ImageReplicate.Secret["whsec_".Length..]);
        using var client = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{provider}/{generation}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{(signed ? body : "")}"))));
        using var answer = await client.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private async Task<WorkspaceId> FundAsync()
    {
        await using var scope = app.Scope();
        var workspace = new WorkspaceId(await scope.ServiceProvider.GetRequiredService<AppDb>().Database.SqlQuery<Guid>($"select id as \"Value\" from workspaces.workspaces order by id desc limit 1").SingleAsync(Ct));
        await scope.ServiceProvider.GetRequiredService<IWallet>().GrantAsync(workspace, new Credits(1_000_000), LotSource.Bonus, new Cause(CauseKind.Adjustment, "reported"), null, Ct);
        return workspace;
    }

    private static async Task<JsonElement> EndAsync(HttpClient person, string id, Func<Task> meanwhile)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            await meanwhile();
            var media = await person.GetFromJsonAsync<JsonElement>($"/api/images/{id}", patience.Token);
            if (media.GetProperty("finishedAt").ValueKind != JsonValueKind.Null)
            {
                return media;
            }
        }
    }
}
