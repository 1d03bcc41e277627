using System.Globalization;
using System.Text.Json.Serialization;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>A source of an answer. Number is what the text cites as <c>[1]</c>; Title and Url come from the web and are not to be trusted.</summary>
public sealed record Citation(int Number, string Title, string Url)
{
    /// <summary>The site's name without www, empty where the address is none a model may link to.</summary>
    [JsonIgnore]
    public string Domain => Uri.TryCreate(SafeUrl, UriKind.Absolute, out var uri)
        ? uri.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.IdnHost[4..] : uri.IdnHost
        : "";

    /// <summary>The address, or null where it is none a model may link to.</summary>
    [JsonIgnore]
    public string? SafeUrl => Url.StartsWith("http", StringComparison.OrdinalIgnoreCase) && SafeAddress.Allows(Url) ? Url : null;
}

/// <summary>A mention of a source in the text.</summary>
internal sealed class CitationInline(Citation source) : LeafInline
{
    public Citation Source => source;
}

/// <summary>Finds <c>[1]</c> where the answer has a source of that number; elsewhere it is text.</summary>
internal sealed class CitationParser : InlineParser
{
    private static readonly object Key = new();

    public CitationParser() => OpeningCharacters = ['['];

    /// <summary>Carries the sources to the parser.</summary>
    public static MarkdownParserContext ContextOf(IReadOnlyList<Citation> sources)
    {
        var context = new MarkdownParserContext();
        context.Properties[Key] = sources;
        return context;
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Context is not { } context || !context.Properties.TryGetValue(Key, out var known) || known is not IReadOnlyList<Citation> sources)
        {
            return false;
        }

        var text = slice.AsSpan();
        var end = text[..Math.Min(text.Length, 5)].IndexOf(']');
        if (end < 2 || !int.TryParse(text[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || slice.PeekChar(end + 1) is '(' or ':'
            || sources.FirstOrDefault(source => source.Number == number) is not { SafeUrl: not null } cited)
        {
            return false;
        }

        processor.Inline = new CitationInline(cited);
        slice.Start += end + 1;
        return true;
    }
}

internal sealed class CitationRenderer : HtmlObjectRenderer<CitationInline>
{
    protected override void Write(HtmlRenderer renderer, CitationInline citation)
    {
        var source = citation.Source;
        var number = source.Number.ToString(CultureInfo.InvariantCulture);
        if (!renderer.EnableHtmlForInline)
        {
            renderer.Write($"[{number}]");
            return;
        }

        var name = $"{number}: {source.Title} ({source.Domain})";
        renderer.Write("<a class=\"cite\" href=\"").WriteEscapeUrl(source.SafeUrl!).Write("\" target=\"_blank\" rel=\"noopener nofollow\" aria-label=\"");
        renderer.WriteEscape(name).Write("\" data-tip=\"").WriteEscape(name).Write("\">").Write(number).Write("</a>");
    }
}
