using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators.Images;
using AIGenerator.Tests.Accounts;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio;

public sealed class VendorReportTests(ReportedApp app) : ReportConformance(app), IClassFixture<ReportedApp>
{
    private readonly ReportedApp _app = app;

    protected override Task<HttpStatusCode> ReportAsync(string generation, string job) => ReportAsync(generation, $$"""{"id":"{{job}}","status":"succeeded"}""", signed: true);

    [Fact]
    public async Task A_paid_picture_comes_with_the_vendors_report_and_the_price_that_was_told()
    {
        using var person = _app.Browser();
        await person.RegisterAsync();
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var workspace = await _app.FundAsync(Ct);
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = JsonContent.Create(new { model = "flux-schnell", prompt = "A kite", ratio = "3:2" }) };
        order.Headers.Add("Idempotency-Key", key);
        using var accepted = await person.SendAsync(order, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var media = await EndAsync(person, key, () => ReportAsync(key, "{}", signed: true));

        media.GetProperty("state").GetString().ShouldBe("succeeded");
        media.GetProperty("assets").GetArrayLength().ShouldBe(1);
        var sent = _app.Vendor.Requests.Select(request => request.Body).Single(body => body.Contains("A kite", StringComparison.Ordinal));
        sent.ShouldContain($"https://ai.example/api/webhooks/replicate/{key}");
        await using var scope = _app.Scope();
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        (await wallet.BalanceOfAsync(workspace, Ct)).Held.ShouldBe(Credits.Zero);
        (await wallet.FindImbalancesAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_offers_the_vendors_models_beside_the_built_in_one()
    {
        using var person = _app.Browser();
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
        using var client = _app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{provider}/{generation}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{(signed ? body : "")}"))));
        using var answer = await client.SendAsync(request, Ct);
        return answer.StatusCode;
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
