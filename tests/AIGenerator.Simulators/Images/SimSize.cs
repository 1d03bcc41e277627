using System.Globalization;

namespace AIGenerator.Simulators.Images;

/// <summary>Sizes and ratios as vendors write them.</summary>
internal static class SimSize
{
    /// <summary><c>1024x768</c>; null where it is none.</summary>
    public static (int Width, int Height)? Pixels(string? text) =>
        text?.Split('x') is [var width, var height]
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var w) && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            && w is > 0 and <= 8192 && h is > 0 and <= 8192
            ? (w, h)
            : null;

    /// <summary>Pixels of about the area of a square with that side, for <c>16:9</c> or <c>16x9</c>.</summary>
    public static (int Width, int Height) OfRatio(string? ratio, int side)
    {
        if (ratio?.Split(':', 'x') is not [var across, var down]
            || !double.TryParse(across, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var w)
            || !double.TryParse(down, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var h))
        {
            return (side, side);
        }

        var scale = Math.Sqrt(w / h);
        return ((int)Math.Round(side * scale / 16) * 16, (int)Math.Round(side / scale / 16) * 16);
    }
}
