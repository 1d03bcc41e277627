using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Workspaces.Visitors;

internal sealed class VisitorOptions
{
    public const string Section = "Visitors";

    /// <summary>New anonymous workspaces that one network may make in an hour. Default 30.</summary>
    [Range(0, 1_000_000)]
    public int PerNetworkAndHour { get; set; } = 30;

    /// <summary>How long an anonymous workspace lives. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class VisitorOptionsValidator : IValidateOptions<VisitorOptions>;
