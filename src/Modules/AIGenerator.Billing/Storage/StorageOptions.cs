using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Billing.Storage;

/// <summary>What workspaces may keep. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>GB that the files of one workspace may take, whatever its plan holds. Empty by default: as the plan says.</summary>
    [Range(1, 1_000_000)]
    public int? GigabytesPerWorkspace { get; set; }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
