using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>How the built-in model behaves.</summary>
internal sealed class BuiltInOptions
{
    public const string Section = "Providers:BuiltIn";

    /// <summary>Pause between two words; longer after a sentence. Zero streams at once. Default 18 milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(18);

    /// <summary>Pause before a picture. Zero draws at once. Default 600 milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PicturePace { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Orders of pictures at a time: they are drawn with our own processors. Default 2.</summary>
    [Range(1, 1_000)]
    public int MaxAtOnce { get; set; } = 2;
}

[OptionsValidator]
internal sealed partial class BuiltInOptionsValidator : IValidateOptions<BuiltInOptions>;
