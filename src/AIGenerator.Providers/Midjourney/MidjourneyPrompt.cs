using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Midjourney;

/// <summary>
/// Our order as one prompt with parameters behind it: <c>--ar 16:9 --seed 7 --no dogs</c>. The person's own words stay words: a parameter among them could
/// order more than was paid for (<c>--repeat</c>, and braces order once for each choice).
/// </summary>
internal static partial class MidjourneyPrompt
{
    public static string Of(ImageOrder order)
    {
        var prompt = new StringBuilder(Words(order.Prompt));
        if (order.Ratio is { } ratio)
        {
            prompt.Append(CultureInfo.InvariantCulture, $" --ar {ratio}");
        }

        if (order.Seed is { } seed)
        {
            prompt.Append(CultureInfo.InvariantCulture, $" --seed {seed & uint.MaxValue}");
        }

        if (order.NegativePrompt is { Length: > 0 } negative)
        {
            prompt.Append(" --no ").Append(Words(negative));
        }

        return prompt.ToString();
    }

    // A long dash counts as two hyphens there.
    private static string Words(string text) => Parameter().Replace(text, "$1 ").Replace('{', '(').Replace('}', ')');

    [GeneratedRegex(@"(-{2,}|[—–])(?=\p{L})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
