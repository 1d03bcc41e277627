using System.Globalization;
using System.Text;
using AIGenerator.Providers.Fal;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>Signatures were made with another library (pyca/cryptography 48) and the second key of the simulator.</summary>
public sealed class FalWebhookTests : IAsyncLifetime
{
    private const string Body = """{"request_id":"764c-0001","gateway_request_id":"764c-0002","status":"OK","payload":{}}""";
    private const string Now = "8961fb565e45dde8285f39f14ef85a26e6e828309d5e26ee126a2599c7026d80bb576401c2e533d720658c6eebafbff3e249f6471ed2ae4271d7130f94581c01";

    private readonly StoppedClock _clock = new();
    private Simulator _simulator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _simulator = await Simulator.StartAsync(Ct);

    public async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task A_signed_report_names_its_job_and_the_keys_are_read_once_a_day()
    {
        await using var services = Services();

        (await HearAsync(services, 0, Now)).ShouldBe("764c-0001");
        (await HearAsync(services, 0, Now)).ShouldBe("764c-0001");
        _simulator.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData(-299, "c9db64ec404ec2c2e6b5480fb22f88db28766287b447cb780ae75fcfeb8cba4a7b919eafea8ad39ffd56520f644db4030e044c8f94498ef3a8012a5b5675f807", true)]
    [InlineData(-301, "74b9cbd28ce9c9a174986e9bb86c0f08107f823ae9d679345a839dbf45ed4d4244eec545376248ba603d37afa38751f15da5806b5f2583efaaf751cd617d4a0c", false)]
    [InlineData(301, "282b53a1aa4f4fc0b9977d9f3af0302655c1e139851c07f738fdc3fb332aeea949d7949eab7ebeb83c6d4fba22131ec16de5d2ecf1faf79b0dac1972f950fa0b", false)]
    public async Task Only_a_fresh_report_is_believed(int seconds, string signature, bool isBelieved)
    {
        await using var services = Services();

        ((await HearAsync(services, seconds, signature)) is not null).ShouldBe(isBelieved);
    }

    [Fact]
    public async Task Another_body_another_account_and_a_broken_signature_are_not_believed()
    {
        await using var services = Services();
        await using var ofAnother = Services("user-2");

        (await HearAsync(services, 0, Now, Body + " ")).ShouldBeNull();
        (await HearAsync(services, 0, "00" + Now[2..])).ShouldBeNull();
        (await HearAsync(services, 0, "zz" + Now[2..])).ShouldBeNull();
        (await HearAsync(services, 0, "")).ShouldBeNull();
        (await HearAsync(services, 1, Now)).ShouldBeNull();
        (await HearAsync(ofAnother, 0, Now)).ShouldBeNull();
        _simulator.Requests.Count.ShouldBe(1);
    }

    // RFC 8032, 7.1: tests 1 to 3.
    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Signatures_of_the_standard_are_right_and_any_flipped_bit_is_wrong(string keyHex, string messageHex, string signatureHex)
    {
        var (key, message, signature) = (Convert.FromHexString(keyHex), Convert.FromHexString(messageHex), Convert.FromHexString(signatureHex));

        Ed25519.IsRight(key, message, signature).ShouldBeTrue();
        foreach (var at in (int[])[0, 20, 31, 32, 50, 63])
        {
            var flipped = signature.ToArray();
            flipped[at] ^= 4;
            Ed25519.IsRight(key, message, flipped).ShouldBeFalse();
        }

        Ed25519.IsRight(key, [.. message, 0], signature).ShouldBeFalse();
    }

    [Fact]
    public void A_signature_with_a_number_beyond_the_order_is_wrong_though_it_would_fit()
    {
        var key = Convert.FromHexString("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        var signature = Convert.FromHexString("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var carry = 0;
        for (var at = 0; at < 32; at++)
        {
            carry += signature[32 + at] + order[at];
            signature[32 + at] = (byte)carry;
            carry >>= 8;
        }

        Ed25519.IsRight(key, [0x72], signature).ShouldBeFalse();
        Ed25519.IsRight([.. Enumerable.Repeat((byte)0xFF, 32)], [0x72], signature).ShouldBeFalse();
        Ed25519.IsRight([1, 2, 3], [0x72], signature).ShouldBeFalse();
    }

    private ServiceProvider Services(string user = "") => MediaFixtures.Services(
        new Dictionary<string, string?>
        {
            ["Providers:Fal:ApiKey"] = "sk-test",
            ["Providers:Fal:KeysUrl"] = new Uri(_simulator.Address, "/fal/.well-known/jwks.json").AbsoluteUri,
            ["Providers:Fal:UserId"] = user,
        },
        _clock,
        new HeardLog());

    private Task<string?> HearAsync(IServiceProvider services, int seconds, string signature, string body = Body)
    {
        var headers = new Dictionary<string, string?>
        {
            ["x-fal-webhook-request-id"] = "req-1",
            ["x-fal-webhook-user-id"] = "user-1",
            ["x-fal-webhook-timestamp"] = (_clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture),
            ["x-fal-webhook-signature"] = signature,
        };
        return services.GetServices<IVendorWebhook>().Single(webhook => webhook.Provider == "fal").JobOfAsync(headers.GetValueOrDefault, Encoding.UTF8.GetBytes(body), Ct);
    }
}
