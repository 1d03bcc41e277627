using AIGenerator.Chat.Markdown;
using AIGenerator.Models;

namespace AIGenerator.Chat.Export;

/// <summary>A message as files and shared pages show it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="IsAnswer">Written by a model.</param>
/// <param name="Name">The model's name; empty for the person.</param>
/// <param name="Text">As written.</param>
/// <param name="Reasoning">What the model thought; may be empty.</param>
/// <param name="At">When.</param>
/// <param name="Follows">The number of the message it follows, where that is not the one just before.</param>
public sealed record DocumentLine(int Number, bool IsAnswer, string Name, string Text, string Reasoning, DateTimeOffset At, int? Follows)
{
    /// <summary>Pages of the web that an answer cites by number.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];

    /// <summary>Whether the text shows pictures of the library.</summary>
    public bool IsPicture { get; init; }

    /// <summary>What the person attached: named, not shown.</summary>
    public IReadOnlyList<DocumentFile> Files { get; init; } = [];

    /// <summary>The text as HTML, where it was rendered before.</summary>
    public string? Html { get; init; }

    /// <summary>The messages that have something to show, numbered.</summary>
    internal static IReadOnlyList<DocumentLine> Of(ChatDocument chat, DocumentNames names)
    {
        var numbers = new Dictionary<Guid, int>();
        var lines = new List<DocumentLine>(chat.Messages.Count);
        foreach (var message in Ordered(chat))
        {
            var parent = message.ParentId is { } id ? numbers.GetValueOrDefault(id) : 0;

            // A reply that failed says nothing; what follows it, follows the question.
            var isSilent = message.IsAnswer && string.IsNullOrWhiteSpace(message.Text);
            numbers[message.Id] = isSilent ? parent : lines.Count + 1;
            if (!isSilent)
            {
                lines.Add(new DocumentLine(
                    lines.Count + 1, message.IsAnswer, message.IsAnswer ? names.Of(message.Model) : "", message.Text, message.Reasoning, message.CreatedAt,
                    parent > 0 && parent != lines.Count ? parent : null)
                {
                    Sources = message.Sources,
                    IsPicture = message.IsPicture,
                    Files = message.Files,
                });
            }
        }

        return lines;
    }

    // Branch after branch: a message, all that follows it, then what stands beside it.
    private static IEnumerable<DocumentMessage> Ordered(ChatDocument chat)
    {
        var children = chat.Messages.ToLookup(message => message.ParentId);
        var first = chat.Messages.Count > 0 && !children[null].Any() ? chat.Messages.Take(1) : children[null];
        var rest = new Stack<DocumentMessage>(first.Reverse());
        while (rest.TryPop(out var message))
        {
            yield return message;
            foreach (var child in children[message.Id].Reverse())
            {
                rest.Push(child);
            }
        }
    }
}

/// <summary>Models' names by the ids that messages keep; an id nobody knows is its own name.</summary>
internal sealed class DocumentNames(IModelCatalogue models, IImageCatalogue images)
{
    public string Of(string? model) => model is null ? "" : models.Find(model)?.Name ?? images.Find(model)?.Name ?? model;
}
