using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Replicate;

/// <summary>The section <c>Providers:Replicate</c>. The vendor calls its key a token.</summary>
internal sealed class ReplicateOptions : VendorOptions
{
    public const string Section = "Providers:Replicate";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "REPLICATE_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.replicate.com/v1";

    /// <summary>How long what a model takes is remembered, where our own table does not know it. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SchemaLifetime { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class ReplicateOptionsValidator : IValidateOptions<ReplicateOptions>;
