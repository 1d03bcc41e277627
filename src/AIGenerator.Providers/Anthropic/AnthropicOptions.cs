using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Anthropic;

/// <summary>The section <c>Providers:Anthropic</c>.</summary>
internal sealed class AnthropicOptions : VendorOptions
{
    public const string Section = "Providers:Anthropic";

    /// <summary>The only version there is; without the header every request is refused.</summary>
    private const string ApiVersion = "2023-06-01";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "ANTHROPIC_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.anthropic.com/v1";

    /// <summary>Where messages go. The vendor's own tools write this setting without the version, so a bare host is completed.</summary>
    public Uri MessagesAddress => AddressOf(new Uri(BaseUrl).AbsolutePath == "/" ? "v1/messages" : "messages");

    public override void Authorize(HttpRequestMessage request)
    {
        request.Headers.Add("x-api-key", ApiKey);
        request.Headers.Add("anthropic-version", ApiVersion);
    }
}

[OptionsValidator]
internal sealed partial class AnthropicOptionsValidator : IValidateOptions<AnthropicOptions>;
