using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Midjourney;

/// <summary>
/// The section <c>Providers:MidjourneyProxy</c>. Off without an address: Midjourney has no API, such proxies drive an account against its terms, and
/// only an owner who accepts that sets one.
/// </summary>
internal sealed class MidjourneyOptions : VendorOptions
{
    public const string Section = "Providers:MidjourneyProxy";

    /// <summary>Where the proxy is, without <c>/mj</c>.</summary>
    [VendorAddress(Section + ":BaseUrl", "MIDJOURNEY_PROXY_URL", MayBeEmpty = true)]
    public override string BaseUrl { get; set; } = "";

    /// <summary>Whether the secret goes as a bearer token, as resellers of the proxy want it, and not in the proxy's own header.</summary>
    public bool UseBearer { get; set; }

    /// <inheritdoc/>
    public override bool IsConfigured => BaseUrl.Length > 0;

    public override void Authorize(HttpRequestMessage request)
    {
        if (ApiKey.Length > 0 && UseBearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        }
        else if (ApiKey.Length > 0)
        {
            request.Headers.Add("mj-api-secret", ApiKey);
        }
    }
}

[OptionsValidator]
internal sealed partial class MidjourneyOptionsValidator : IValidateOptions<MidjourneyOptions>;
