using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Text;

/// <summary>How stubborn <see cref="TextRouter"/> is before the first output.</summary>
internal sealed class TextRouterOptions
{
    public const string Section = "Providers:Routing";

    /// <summary>Attempts on one route while nothing was shown. Default 3.</summary>
    [Range(1, 10)]
    public int AttemptsPerRoute { get; set; } = 3;

    /// <summary>Longest wait that a vendor's retry-after is granted; a longer one counts as no. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>First pause where the vendor names none; doubles with each attempt. Default half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);
}

[OptionsValidator]
internal sealed partial class TextRouterOptionsValidator : IValidateOptions<TextRouterOptions>;
