using AIGenerator.Media.Pictures;

namespace AIGenerator.Generation.Describing;

/// <summary>What the pixels of a picture tell by themselves.</summary>
/// <param name="Shape"><c>wide</c>, <c>tall</c> or <c>square</c>.</param>
/// <param name="Light"><c>dark</c>, <c>even</c> or <c>light</c>.</param>
/// <param name="Layout"><c>top</c>, <c>bottom</c> or <c>middle</c>: what is lighter than the rest; null where nothing is.</param>
/// <param name="IsContrasty">Much of it is nearly black, and much nearly white.</param>
/// <param name="IsTransparent">Much of it is not there.</param>
/// <param name="Colours">Names of colours, those that fill most first.</param>
internal sealed record PixelFacts(string Shape, string Light, string? Layout, bool IsContrasty, bool IsTransparent, IReadOnlyList<string> Colours)
{
    private const double LeastShare = 0.08;
    private const int MostColours = 4;

    public static PixelFacts Of(PicturePixels picture)
    {
        var colours = new Dictionary<string, int>(StringComparer.Ordinal);
        var bands = new (double Sum, int Count)[3];
        var (seen, dark, light, sum) = (0, 0, 0, 0.0);
        for (var at = 0; at < picture.Width * picture.Height; at++)
        {
            var pixel = picture.Rgba.AsSpan(at * 4, 4);
            if (pixel[3] < 128)
            {
                continue;
            }

            var name = NameOf(pixel[0], pixel[1], pixel[2]);
            colours[name] = colours.GetValueOrDefault(name) + 1;
            var luma = ((0.2126 * pixel[0]) + (0.7152 * pixel[1]) + (0.0722 * pixel[2])) / 255;
            var band = Math.Min(2, at / picture.Width * 3 / picture.Height);
            bands[band] = (bands[band].Sum + luma, bands[band].Count + 1);
            (seen, sum) = (seen + 1, sum + luma);
            dark += luma < 0.15 ? 1 : 0;
            light += luma > 0.8 ? 1 : 0;
        }

        var all = Math.Max(1, seen);
        return new PixelFacts(
            picture.Width > picture.Height * 1.15 ? "wide" : picture.Height > picture.Width * 1.15 ? "tall" : "square",
            (sum / all) switch { < 0.33 => "dark", > 0.66 => "light", _ => "even" },
            LayoutOf([.. bands.Select(band => band.Sum / Math.Max(1, band.Count))]),
            dark > all * 0.2 && light > all * 0.2,
            seen < picture.Width * picture.Height * 0.9,
            [.. colours.Where(pair => pair.Value >= all * LeastShare).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(MostColours).Select(pair => pair.Key)]);
    }

    private static string? LayoutOf(double[] bands)
    {
        const double much = 0.15;
        var (top, middle, bottom) = (bands[0], bands[1], bands[2]);
        return middle - Math.Max(top, bottom) > much ? "middle" : top - bottom > much ? "top" : bottom - top > much ? "bottom" : null;
    }

    private static string NameOf(byte red, byte green, byte blue)
    {
        var most = Math.Max(red, Math.Max(green, blue));
        var least = Math.Min(red, Math.Min(green, blue));
        var (value, saturation) = (most / 255.0, most == 0 ? 0 : (most - least) / (double)most);
        if (value < 0.16)
        {
            return "black";
        }

        if (saturation < 0.13)
        {
            return value > 0.88 ? "white" : "grey";
        }

        return HueOf(red, green, blue, most, most - least) switch
        {
            < 15 or >= 345 => "red",
            < 42 => value < 0.6 ? "brown" : "orange",
            < 68 => "yellow",
            < 165 => "green",
            < 200 => "turquoise",
            < 255 => "blue",
            < 290 => "violet",
            _ => "pink",
        };
    }

    private static double HueOf(byte red, byte green, byte blue, int most, int range)
    {
        var sixth = most == red ? (green - blue) / (double)range : most == green ? 2 + ((blue - red) / (double)range) : 4 + ((red - green) / (double)range);
        return ((sixth * 60) + 360) % 360;
    }
}
