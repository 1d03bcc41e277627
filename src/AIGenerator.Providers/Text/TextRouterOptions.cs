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

    /// <summary>Requests in a row that a provider, or a model there, must fail before it is passed over. Default 3.</summary>
    [Range(1, 100)]
    public int FailuresToOpen { get; set; } = 3;

    /// <summary>How long it is passed over then. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for what a person must mend (no money, a wrong key, an ended model), and the most that a vendor's own wish is granted. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan OpenForLong { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A route whose answers usually begin no sooner than this is called slow. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:20:00")]
    public TimeSpan SlowFirstOutput { get; set; } = TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class TextRouterOptionsValidator : IValidateOptions<TextRouterOptions>;
