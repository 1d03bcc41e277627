using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>The names of footnotes: letters, digits, dots and dashes between <c>[^</c> and <c>]</c>.</summary>
internal static class FootnoteName
{
    private const int Longest = 40;

    /// <summary>The name at the start of the text, or null.</summary>
    public static string? Read(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("[^"))
        {
            return null;
        }

        var rest = text[2..];
        var length = 0;
        while (length < rest.Length && length <= Longest && (char.IsLetterOrDigit(rest[length]) || rest[length] is '-' or '_' or '.'))
        {
            length++;
        }

        return length is > 0 and <= Longest && length < rest.Length && rest[length] == ']' ? rest[..length].ToString() : null;
    }
}

/// <summary>
/// A footnote, standing where it was written: gathering them at the end would change blocks that are finished. Models write them last anyway.
/// </summary>
internal sealed class Footnote(BlockParser parser, string name) : ContainerBlock(parser)
{
    public string Name => name;
}

/// <summary>Finds <c>[^1]: text</c>; the note goes on in lines indented by four.</summary>
internal sealed class FootnoteParser : BlockParser
{
    public FootnoteParser() => OpeningCharacters = ['['];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var name = processor.IsCodeIndent || Depth.IsReached(processor) ? null : FootnoteName.Read(processor.Line.AsSpan());
        if (name is null || processor.PeekChar(name.Length + 3) != ':')
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new Footnote(this, name)
        {
            Line = processor.LineIndex,
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        });
        for (var i = 0; i < name.Length + 4; i++)
        {
            processor.NextChar();
        }

        while (processor.CurrentChar is ' ' or '\t')
        {
            processor.NextChar();
        }

        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.Continue;
        }

        if (!processor.IsCodeIndent)
        {
            // Closed with all that is open in it: the next line must not reach into the note, where an underline would make a heading of it.
            processor.Close(block);
            return BlockState.None;
        }

        processor.GoToCodeIndent();
        return BlockState.Continue;
    }
}

/// <summary>The raised number that points to a footnote.</summary>
internal sealed class FootnoteReference(string name) : LeafInline
{
    public string Name => name;
}

/// <summary>Finds <c>[^1]</c>.</summary>
internal sealed class FootnoteReferenceParser : InlineParser
{
    public FootnoteReferenceParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (FootnoteName.Read(slice.AsSpan()) is not { } name || slice.PeekChar(name.Length + 3) == '(')
        {
            return false;
        }

        processor.Inline = new FootnoteReference(name);
        slice.Start += name.Length + 3;
        return true;
    }
}

internal sealed class FootnoteReferenceRenderer : HtmlObjectRenderer<FootnoteReference>
{
    protected override void Write(HtmlRenderer renderer, FootnoteReference reference)
    {
        if (renderer.EnableHtmlForInline)
        {
            renderer.Write("<sup class=\"footnote-ref\" data-note=\"").WriteEscape(reference.Name).Write("\">").WriteEscape(reference.Name).Write("</sup>");
        }
        else
        {
            renderer.Write("[").WriteEscape(reference.Name).Write("]");
        }
    }
}

/// <summary>Notes carry their name as data and no id, since many answers share a page; the page makes the way there and back.</summary>
internal sealed class FootnoteRenderer : HtmlObjectRenderer<Footnote>
{
    protected override void Write(HtmlRenderer renderer, Footnote note)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"footnote\" role=\"note\" data-note=\"").WriteEscape(note.Name).Write("\"><span class=\"footnote-name\">");
        renderer.WriteEscape(note.Name).Write("</span><div class=\"footnote-text\">");
        var wasImplicit = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = false;
        renderer.WriteChildren(note);
        renderer.ImplicitParagraph = wasImplicit;
        renderer.Write("</div></div>").WriteLine();
    }
}
