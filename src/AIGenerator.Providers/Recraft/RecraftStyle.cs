using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Recraft;

/// <summary>
/// What only versions 2 and 3 take: later ones refuse it. A style of our catalogue is <c>style</c>, <c>style/substyle</c>, or the id of a style that
/// somebody made there, which goes alone.
/// </summary>
internal static class RecraftStyle
{
    private static readonly string[] Models = ["recraftv2", "recraftv3"];

    public static IEnumerable<(string Name, object Value)> Of(ImageOrder order)
    {
        if (!Models.Any(model => order.Model.StartsWith(model, StringComparison.Ordinal)))
        {
            yield break;
        }

        if (Guid.TryParseExact(order.Style, "D", out _))
        {
            yield return ("style_id", order.Style);
        }
        else if (order.Style is { } style)
        {
            var slash = style.IndexOf('/', StringComparison.Ordinal);
            yield return ("style", slash < 0 ? style : style[..slash]);
            if (slash >= 0)
            {
                yield return ("substyle", style[(slash + 1)..]);
            }
        }

        if (!string.IsNullOrWhiteSpace(order.NegativePrompt))
        {
            yield return ("negative_prompt", order.NegativePrompt);
        }
    }
}
