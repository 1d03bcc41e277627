using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using AIGenerator.Media.Generated;

namespace AIGenerator.Media.Vectors;

/// <summary>A drawing of shapes, written anew.</summary>
/// <param name="Bytes">The file, UTF-8.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record VectorPicture(byte[] Bytes, int Width, int Height);

/// <summary>
/// Writes an SVG anew with what is known to draw and nothing else: no scripts, styles, handlers, foreign content, texts, pictures or references to
/// anything but gradients and clips of its own. A file with a DTD, without an end or without measure is none.
/// </summary>
internal static partial class CleanSvg
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const int LargestFile = 10 * 1024 * 1024;
    private const int Deepest = 64;
    private const int MostElements = 200_000;
    private const double LongestSide = 16_384;

    /// <summary>Null where it is no SVG that we would show.</summary>
    /// <param name="file">Anything.</param>
    /// <param name="origin">What the new file says of how it came about; its own metadata are never kept.</param>
    public static VectorPicture? Read(ReadOnlyMemory<byte> file, AiOrigin? origin = null)
    {
        if (file.Length > LargestFile)
        {
            return null;
        }

        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var source = new MemoryStream(file.ToArray());
            using var reader = XmlReader.Create(source, settings);
            reader.MoveToContent();
            if (reader is not { LocalName: "svg", NamespaceURI: Namespace } || SizeOf(reader) is not { } size)
            {
                return null;
            }

            using var target = new MemoryStream();
            using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
            {
                if (!Copy(reader, writer, origin))
                {
                    return null;
                }
            }

            return new VectorPicture(target.ToArray(), size.Width, size.Height);
        }
        catch (Exception broken) when (broken is XmlException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a file begins like one, after what may stand before it.</summary>
    public static bool CouldBe(ReadOnlySpan<byte> file) => Start().IsMatch(Encoding.UTF8.GetString(file[..Math.Min(file.Length, 2048)]));

    /// <summary>False where it is too deep or too much.</summary>
    private static bool Copy(XmlReader reader, XmlWriter writer, AiOrigin? origin)
    {
        var elements = 0;
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (++elements > MostElements || reader.Depth > Deepest)
                {
                    return false;
                }

                if (reader.NamespaceURI != Namespace || !SvgWords.Elements.Contains(reader.LocalName))
                {
                    reader.Skip();
                    continue;
                }

                var isEmpty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.LocalName, Namespace);
                WriteAttributes(reader, writer);
                if (elements == 1 && origin is { } made)
                {
                    Provenance.WriteIn(writer, made);
                }

                if (isEmpty)
                {
                    writer.WriteEndElement();
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                writer.WriteEndElement();
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                writer.WriteString(reader.Value);
            }

            reader.Read();
        }

        return true;
    }

    private static void WriteAttributes(XmlReader reader, XmlWriter writer)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "style" && reader.NamespaceURI.Length == 0)
            {
                foreach (var look in reader.Value.Split(';'))
                {
                    if (look.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var value] && SvgWords.Looks.Contains(name) && IsHarmless(name, value))
                    {
                        kept[name] = value;
                    }
                }
            }
            else if (IsOurs(reader) && IsHarmless(reader.LocalName, reader.Value))
            {
                kept.TryAdd(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
        foreach (var (name, value) in kept)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    private static bool IsOurs(XmlReader reader) =>
        (reader.NamespaceURI.Length == 0 || (reader is { LocalName: "href", NamespaceURI: "http://www.w3.org/1999/xlink" })) && SvgWords.Attributes.Contains(reader.LocalName);

    // Backslashes could spell "url" in another way.
    private static bool IsHarmless(string name, string value) => name == "href"
        ? OwnPart().IsMatch(value)
        : !value.Contains('\\', StringComparison.Ordinal) && (!value.Contains('(', StringComparison.Ordinal) || OwnUrl().IsMatch(value) || Function().IsMatch(value));

    private static (int Width, int Height)? SizeOf(XmlReader svg)
    {
        var box = (svg.GetAttribute("viewBox") ?? "").Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var width = Length(svg.GetAttribute("width")) ?? Length(box is [_, _, var w, _] ? w : null);
        var height = Length(svg.GetAttribute("height")) ?? Length(box is [_, _, _, var h] ? h : null);
        return width is { } across && height is { } down ? ((int)Math.Ceiling(across), (int)Math.Ceiling(down)) : null;
    }

    private static double? Length(string? text)
    {
        var number = text?.Trim() is { } word && word.EndsWith("px", StringComparison.Ordinal) ? word[..^2] : text;
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= LongestSide ? value : null;
    }

    [GeneratedRegex(@"^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(\w+:)?svg[\s>/]", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"^#[\w.-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnPart();

    [GeneratedRegex(@"^url\(\s*#[\w.-]+\s*\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnUrl();

    [GeneratedRegex(@"^(\s*(rgba?|hsla?|matrix|translate|scale|rotate|skewX|skewY)\([\d\s.,%eE+-]*\)\s*,?)+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Function();
}
