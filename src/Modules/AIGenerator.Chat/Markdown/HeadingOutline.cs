using System.Globalization;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Levels for the headings of one answer: below the page's h1 and the h2 that names the model, and without gaps, whatever level the model
/// began with. <c>## A</c>, <c>#### B</c>, <c># C</c> become h3, h4, h3.
/// </summary>
internal sealed class HeadingOutline
{
    private const int First = 3;
    private const int Deepest = 6;
    private readonly Stack<int> _open;

    public HeadingOutline() => _open = new();

    private HeadingOutline(IEnumerable<int> open) => _open = new(open);

    /// <summary>The same place in the outline, to go on from without changing this one.</summary>
    public HeadingOutline Copy() => new(_open.Reverse());

    /// <summary>The level on the page for the next heading of the text.</summary>
    public int Place(int level)
    {
        while (_open.TryPeek(out var before) && before >= level)
        {
            _open.Pop();
        }

        _open.Push(level);
        return Math.Min(First - 1 + _open.Count, Deepest);
    }
}

/// <summary>Headings at the level of the answer's outline.</summary>
internal sealed class OutlinedHeadingRenderer : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
    {
        var tag = "h" + ((AnswerRenderer)renderer).Outline.Place(heading.Level).ToString(CultureInfo.InvariantCulture);
        renderer.EnsureLine();
        renderer.Write('<').Write(tag).Write('>').WriteLeafInline(heading).Write("</").Write(tag).Write('>').WriteLine();
    }
}
