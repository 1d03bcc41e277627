using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

public sealed class ReplicateWebhookTests : IAsyncLifetime
{
    private const string Body = """{"id":"gm3q0001","status":"succeeded","output":null}""";

    private readonly StoppedClock _clock = new();
    private Simulator _simulator = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IVendorWebhook Webhook => _services.GetServices<IVendorWebhook>().Single(webhook => webhook.Provider == "replicate");

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    public async ValueTask InitializeAsync()
    {
        _simulator = await Simulator.StartAsync(Ct);
        _services = MediaFixtures.Services(
            new Dictionary<string, string?> { ["Providers:Replicate:BaseUrl"] = _simulator.Replicate, ["Providers:Replicate:ApiKey"] = "sk-test" }, _clock, new HeardLog());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_report_names_its_job_and_the_secret_is_read_once()
    {
        (await HearAsync(Now, "v1," + Sign(ImageReplicate.Secret, Now))).ShouldBe("gm3q0001");
        (await HearAsync(Now, "v1,AAAA v2,BBBB v1," + Sign(ImageReplicate.Secret, Now))).ShouldBe("gm3q0001");

        _simulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_body_another_secret_and_no_signature_are_not_believed()
    {
        (await HearAsync(Now, "v1," + Sign(ImageReplicate.Secret, Now), Body + " ")).ShouldBeNull();
        (await HearAsync(Now, "v1," + Sign("whsec_" + Convert.ToBase64String("another secret"u8), Now))).ShouldBeNull();
        (await HearAsync(Now, "v1,")).ShouldBeNull();
        (await HearAsync(Now, null)).ShouldBeNull();
        (await HearAsync(Now, "not even base64 ї")).ShouldBeNull();
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public async Task Only_a_fresh_report_is_believed(int seconds, bool isBelieved)
    {
        ((await HearAsync(Now + seconds, "v1," + Sign(ImageReplicate.Secret, Now + seconds))) is not null).ShouldBe(isBelieved);
    }

    [Fact]
    public async Task Forgeries_do_not_make_it_read_the_secret_over_and_over()
    {
        for (var forged = 0; forged < 5; forged++)
        {
            (await HearAsync(Now, "v1,AAAA")).ShouldBeNull();
        }

        _simulator.Requests.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(11));
        (await HearAsync(Now, "v1,AAAA")).ShouldBeNull();
        _simulator.Requests.Count.ShouldBe(2);
    }

    private static string Sign(string secret, long timestamp) => Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{timestamp.ToString(CultureInfo.InvariantCulture)}.{Body}")));

    private Task<string?> HearAsync(long timestamp, string? signature, string body = Body)
    {
        var headers = new Dictionary<string, string?>
        {
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = timestamp.ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signature,
        };
        return Webhook.JobOfAsync(headers.GetValueOrDefault, Encoding.UTF8.GetBytes(body), Ct);
    }
}
