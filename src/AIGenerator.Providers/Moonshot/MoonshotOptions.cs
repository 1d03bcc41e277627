using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Moonshot;

/// <summary>The section <c>Providers:Moonshot</c>.</summary>
internal sealed class MoonshotOptions : VendorOptions
{
    public const string Section = "Providers:Moonshot";

    /// <summary>Where the API begins. Keys of China's host, <c>https://api.moonshot.cn/v1</c>, are refused here and the other way round.</summary>
    [VendorAddress(Section + ":BaseUrl", "MOONSHOT_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.moonshot.ai/v1";
}

[OptionsValidator]
internal sealed partial class MoonshotOptionsValidator : IValidateOptions<MoonshotOptions>;
