using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Recraft;

/// <summary>The section <c>Providers:Recraft</c>.</summary>
internal sealed class RecraftOptions : VendorOptions
{
    public const string Section = "Providers:Recraft";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "RECRAFT_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://external.api.recraft.ai/v1";
}

[OptionsValidator]
internal sealed partial class RecraftOptionsValidator : IValidateOptions<RecraftOptions>;
