using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>A formula within a line of text, as TeX.</summary>
internal sealed class MathInline(string tex, bool isDisplay) : LeafInline
{
    public string Tex => tex;

    /// <summary>Whether it was written to stand on a line of its own.</summary>
    public bool IsDisplay => isDisplay;
}

/// <summary>Finds <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c> and <c>\[…\]</c>. Every search ends at the next sign of its kind, so that none runs twice.</summary>
internal sealed class MathParser : InlineParser
{
    private const int Longest = 4_000;

    public MathParser() => OpeningCharacters = ['$', '\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        var (open, length) = text.Length < 3 ? (0, 0) : (text[0], text[1]) switch
        {
            ('$', '$') => (2, Find(text[2..], '$', '$', isDisplay: true)),
            ('$', _) => (1, FindDollar(text[1..], slice.PeekCharExtra(-1))),
            ('\\', '(') => (2, Find(text[2..], '\\', ')', isDisplay: false)),
            ('\\', '[') => (2, Find(text[2..], '\\', ']', isDisplay: true)),
            _ => (0, 0),
        };
        if (length <= 0 || length > Longest)
        {
            return false;
        }

        var tex = text.Slice(open, length).Trim().ToString();
        processor.Inline = new MathInline(tex, open == 2 && text[1] != '(');
        slice.Start += length + (2 * open);
        return true;
    }

    /// <summary>The length up to the closing pair; 0 where there is none or where what stands between is no formula.</summary>
    private static int Find(ReadOnlySpan<char> text, char first, char second, bool isDisplay)
    {
        var opening = second switch { ')' => '(', ']' => '[', _ => '\0' };
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == first && text[i + 1] == second)
            {
                return MathSigns.IsFormula(text[..i]) ? i : 0;
            }

            if ((text[i] == '\n' && !isDisplay) || (text[i] == '\\' && text[i + 1] == opening))
            {
                return 0;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return 0;
    }

    /// <summary>
    /// Prices use the same sign. So the opening one must not follow a letter or digit, what is inside begins and ends without a space, and no
    /// digit follows the closing one; what begins with a digit and reads like words is money.
    /// </summary>
    private static int FindDollar(ReadOnlySpan<char> text, char before)
    {
        if (char.IsLetterOrDigit(before) || before is '$' or '\\' || char.IsWhiteSpace(text[0]) || text[0] == '$')
        {
            return 0;
        }

        for (var i = 0; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '$')
            {
                var after = i + 1 < text.Length ? text[i + 1] : ' ';
                var inside = text[..i];
                var isClosing = !char.IsWhiteSpace(text[i - 1]) && !char.IsDigit(after) && after != '$' && (!char.IsLetter(after) || i == 1 || MathSigns.HasSign(inside));
                return isClosing && MathSigns.IsFormula(inside) ? i : 0;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return 0;
    }
}

/// <summary>What tells a formula from words.</summary>
internal static class MathSigns
{
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("\\^_={}<>+");

    public static bool HasSign(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>Not blank, and not words between spaces (after a digit already two letters are one, as in "5 or 6").</summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        var inside = text.Trim();
        if (inside.IsEmpty || HasSign(inside) || !inside.ContainsAny(' ', '\n'))
        {
            return !inside.IsEmpty;
        }

        var longest = 0;
        var run = 0;
        foreach (var character in inside)
        {
            run = char.IsLetter(character) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest < (char.IsDigit(inside[0]) ? 2 : 3);
    }
}

/// <summary>The source, which the page draws as a formula; without script the source is what one reads.</summary>
internal sealed class MathRenderer : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline math)
    {
        if (renderer.EnableHtmlForInline)
        {
            renderer.Write(math.IsDisplay ? "<span class=\"math math-display\" dir=\"ltr\">" : "<span class=\"math\" dir=\"ltr\">").WriteEscape(math.Tex).Write("</span>");
        }
        else
        {
            renderer.WriteEscape(math.Tex);
        }
    }
}
