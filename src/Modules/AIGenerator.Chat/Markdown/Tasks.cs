using System.Globalization;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>The box of <c>- [x] done</c>.</summary>
internal sealed class TaskBox(bool isDone) : LeafInline
{
    public bool IsDone => isDone;
}

/// <summary>Finds <c>[ ]</c> and <c>[x]</c> at the very start of a list item.</summary>
internal sealed class TaskParser : InlineParser
{
    public TaskParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (text.Length < 4 || text[2] != ']' || text[1] is not (' ' or 'x' or 'X') || text[3] is not (' ' or '\t' or '\n')
            || processor.Root?.FirstChild is not null || processor.Block is not ParagraphBlock { Parent: ListItemBlock item } paragraph || item[0] != paragraph)
        {
            return false;
        }

        processor.Inline = new TaskBox(text[1] != ' ');
        slice.Start += 4;
        return true;
    }
}

/// <summary>A box that nobody can change. Its name is the text beside it, see <see cref="TaskParagraphRenderer"/>.</summary>
internal sealed class TaskRenderer : HtmlObjectRenderer<TaskBox>
{
    protected override void Write(HtmlRenderer renderer, TaskBox box) =>
        renderer.Write(box.IsDone ? "<input type=\"checkbox\" disabled checked> " : "<input type=\"checkbox\" disabled> ");
}

/// <summary>Paragraphs; one that begins with a task's box is the box's label.</summary>
internal sealed class TaskParagraphRenderer : HtmlObjectRenderer<ParagraphBlock>
{
    protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
    {
        var isTask = IsTask(paragraph);
        if (!renderer.ImplicitParagraph)
        {
            if (!renderer.IsFirstInContainer)
            {
                renderer.EnsureLine();
            }

            renderer.Write("<p>");
        }

        renderer.Write(isTask ? "<label>" : "").WriteLeafInline(paragraph).Write(isTask ? "</label>" : "");
        if (!renderer.ImplicitParagraph)
        {
            renderer.Write("</p>").WriteLine();
        }
    }

    internal static bool IsTask(Block? block) => block is ParagraphBlock { Inline.FirstChild: TaskBox };
}

/// <summary>Lists; items that are tasks have a class.</summary>
internal sealed class TaskListRenderer : HtmlObjectRenderer<ListBlock>
{
    protected override void Write(HtmlRenderer renderer, ListBlock list)
    {
        renderer.EnsureLine();
        renderer.Write(list.IsOrdered ? "<ol" : "<ul");
        if (list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start != 1)
        {
            renderer.Write($" start=\"{start.ToString(CultureInfo.InvariantCulture)}\"");
        }

        renderer.Write(">").WriteLine();
        var wasImplicit = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = !list.IsLoose;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            renderer.EnsureLine();
            renderer.Write(TaskParagraphRenderer.IsTask(item.FirstOrDefault()) ? "<li class=\"task\">" : "<li>").WriteChildren(item);
            renderer.Write("</li>");
            renderer.EnsureLine();
        }

        renderer.ImplicitParagraph = wasImplicit;
        renderer.Write(list.IsOrdered ? "</ol>" : "</ul>").WriteLine();
    }
}
