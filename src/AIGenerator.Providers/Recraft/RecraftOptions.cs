using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Recraft;

/// <summary>The section <c>Providers:Recraft</c>.</summary>
internal sealed class RecraftOptions : VendorOptions
{
    public const string Section = "Providers:Recraft";

    /// <summary>Five at a time stay below the vendor's hundred a minute (2026-11).</summary>
    public RecraftOptions() => MaxAtOnce = 5;

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "RECRAFT_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://external.api.recraft.ai/v1";
}

[OptionsValidator]
internal sealed partial class RecraftOptionsValidator : IValidateOptions<RecraftOptions>;
