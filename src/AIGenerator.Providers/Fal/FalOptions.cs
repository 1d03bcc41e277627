using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Fal;

/// <summary>The section <c>Providers:Fal</c>.</summary>
internal sealed class FalOptions : VendorOptions
{
    public const string Section = "Providers:Fal";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "FAL_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://queue.fal.run";

    /// <summary>Where the keys of its reports are.</summary>
    [VendorAddress(Section + ":KeysUrl", "FAL_KEYS_URL")]
    public string KeysUrl { get; set; } = "https://rest.fal.ai/.well-known/jwks.json";

    /// <summary>Our account there. Where it is set, reports for another one are not believed.</summary>
    [StringLength(200)]
    public string UserId { get; set; } = "";

    /// <summary>How long the vendor keeps what it made: its addresses are open to whoever knows them. Default a day.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan OutputLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Not a bearer token: the word is <c>Key</c>.</summary>
    public override void Authorize(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue("Key", ApiKey);
}

[OptionsValidator]
internal sealed partial class FalOptionsValidator : IValidateOptions<FalOptions>;
