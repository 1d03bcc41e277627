namespace AIGenerator.Media.Vectors;

/// <summary>The words of SVG (W3C SVG 2) that draw and do nothing else. Nothing here repeats other parts (<c>use</c>, <c>pattern</c>), so a small file cannot unfold into a large one.</summary>
internal static class SvgWords
{
    public static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    };

    /// <summary>What may stand in <c>style</c> too.</summary>
    public static readonly HashSet<string> Looks = new(StringComparer.Ordinal)
    {
        "fill", "fill-rule", "fill-opacity", "clip-rule", "clip-path", "mask", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
        "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "stop-color", "stop-opacity", "visibility", "display",
    };

    public static readonly HashSet<string> Attributes = new(Looks, StringComparer.Ordinal)
    {
        "id", "d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "points", "transform", "viewBox", "preserveAspectRatio",
        "version", "offset", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "maskUnits", "maskContentUnits", "href",
    };
}
