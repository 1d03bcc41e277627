using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Providers.Media;

namespace AIGenerator.Tests.Studio;

/// <summary>The host with fal alone.</summary>
public sealed class FalReportedApp(TestPostgres server) : ReportedApp(server)
{
    protected override IEnumerable<KeyValuePair<string, string>> VendorSettings =>
    [
        new("FAL_BASE_URL", new Uri(Vendor.Address, "/fal").AbsoluteUri), new("FAL_API_KEY", "id:fal-test"), new("FAL_KEYS_URL", new Uri(Vendor.Address, "/fal/.well-known/jwks.json").AbsoluteUri),
    ];
}

public sealed class FalReportTests(FalReportedApp app) : ReportConformance(app), IClassFixture<FalReportedApp>
{
    private readonly FalReportedApp _app = app;

    [Fact]
    public async Task What_is_not_the_vendors_report_is_turned_away()
    {
        var some = StudioPerson.NewKey();
        const string Report = """{"request_id":"764c-9999","status":"OK"}""";

        (await ReportAsync(some, Report, Report)).ShouldBe(HttpStatusCode.NoContent, "a report about something unknown is no fault of the vendor's");
        (await ReportAsync(some, Report, Report + " ")).ShouldBe(HttpStatusCode.NotFound);
    }

    protected override Task<HttpStatusCode> ReportAsync(string generation, string job)
    {
        var report = $$$"""{"request_id":"{{{job}}}","gateway_request_id":"{{{job}}}","status":"OK","payload":{}}""";
        return ReportAsync(generation, report, report);
    }

    private async Task<HttpStatusCode> ReportAsync(string generation, string body, string signed)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = $"req-1\nuser-1\n{timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed)))}";
        using var client = _app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/fal/{generation}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Fal-Webhook-Request-Id", "req-1");
        request.Headers.Add("X-Fal-Webhook-User-Id", "user-1");
        request.Headers.Add("X-Fal-Webhook-Timestamp", timestamp);
        request.Headers.Add("X-Fal-Webhook-Signature", Convert.ToHexStringLower(Ed25519Signer.Sign(Encoding.UTF8.GetBytes(message))));
        using var answer = await client.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
