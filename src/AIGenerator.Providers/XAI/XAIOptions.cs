using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.XAI;

/// <summary>The section <c>Providers:XAI</c>.</summary>
internal sealed class XAIOptions : VendorOptions
{
    public const string Section = "Providers:XAI";

    /// <summary>Where the API begins, version included.</summary>
    [VendorAddress(Section + ":BaseUrl", "XAI_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.x.ai/v1";
}

[OptionsValidator]
internal sealed partial class XAIOptionsValidator : IValidateOptions<XAIOptions>;
