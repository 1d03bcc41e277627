using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Google;

/// <summary>The section <c>Providers:Google</c>.</summary>
internal sealed class GoogleOptions : VendorOptions
{
    public const string Section = "Providers:Google";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "GOOGLE_AI_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://generativelanguage.googleapis.com/v1beta";

    /// <summary>Where a model streams. Without <c>alt=sse</c> the answer would be one growing array.</summary>
    public Uri StreamAddressOf(string model) => AddressOf($"models/{Uri.EscapeDataString(model)}:streamGenerateContent?alt=sse");

    /// <summary>Where a model answers in one piece.</summary>
    public Uri AnswerAddressOf(string model) => AddressOf($"models/{Uri.EscapeDataString(model)}:generateContent");

    /// <summary>The key goes into a header: in the address it would land in logs.</summary>
    public override void Authorize(HttpRequestMessage request) => request.Headers.Add("x-goog-api-key", ApiKey);
}

[OptionsValidator]
internal sealed partial class GoogleOptionsValidator : IValidateOptions<GoogleOptions>;
