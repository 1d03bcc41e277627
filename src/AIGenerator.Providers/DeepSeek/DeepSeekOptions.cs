using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.DeepSeek;

/// <summary>The section <c>Providers:DeepSeek</c>.</summary>
internal sealed class DeepSeekOptions : VendorOptions
{
    public const string Section = "Providers:DeepSeek";

    /// <summary>Where the API begins; the vendor writes no version into it.</summary>
    [VendorAddress(Section + ":BaseUrl", "DEEPSEEK_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.deepseek.com";
}

[OptionsValidator]
internal sealed partial class DeepSeekOptionsValidator : IValidateOptions<DeepSeekOptions>;
