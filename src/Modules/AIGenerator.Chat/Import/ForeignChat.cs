using AIGenerator.Chat.Attachments;
using AIGenerator.Media.Files;

namespace AIGenerator.Chat.Import;

/// <summary>The products whose exports are read. The name is stored; do not rename.</summary>
internal enum ImportSource
{
    ChatGpt,

    Claude,

    LibreChat,

    OpenWebUi,

    /// <summary>Our own JSON (docs/chat-export.md).</summary>
    AIGenerator,
}

/// <summary>A chat as another product's file tells it, before anything was checked.</summary>
/// <param name="Source">The product.</param>
/// <param name="Id">Its id there; null where it has none.</param>
/// <param name="Title">Its title; may be null or blank.</param>
/// <param name="Model">The model chosen for it there.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Leaf">The last message of the branch that was shown.</param>
/// <param name="Messages">In any order; parents may be missing.</param>
internal sealed record ForeignChat(
    ImportSource Source, string? Id, string? Title, string? Model, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt, string? Leaf,
    IReadOnlyList<ForeignMessage> Messages)
{
    /// <summary>What its models were told before the conversation.</summary>
    public string? Instructions { get; init; }

    /// <summary>How freely they chose their words: a preset's name.</summary>
    public string? Temperature { get; init; }
}

/// <summary>A message as another product's file tells it.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Parent">The message it follows; null or an unknown id for the first.</param>
/// <param name="Role">Who wrote it.</param>
/// <param name="Text">What is shown of it; blank for messages that only stand in between.</param>
/// <param name="Reasoning">What the model thought.</param>
/// <param name="Model">The model that wrote it.</param>
/// <param name="At">When.</param>
internal sealed record ForeignMessage(
    string Id, string? Parent, ForeignRole Role, string Text, string Reasoning = "", string? Model = null, DateTimeOffset? At = null)
{
    /// <summary>Files and pictures that it had.</summary>
    public IReadOnlyList<ForeignFile> Files { get; init; } = [];

    /// <summary>Pages of the web that an answer cites, in the order of their numbers.</summary>
    public IReadOnlyList<ForeignSource> Sources { get; init; } = [];

    /// <summary>The comparison that an answer is one of, by its id there.</summary>
    public string? Comparison { get; init; }

    /// <summary>Whether it was voted the best of it.</summary>
    public bool IsBest { get; init; }

    /// <summary>The words, with what stands in the files below them as a model of ours is told it; a message that is only files whose content is elsewhere names them.</summary>
    public string Told => AttachedText.Of(Text, Files.Select(file => (file.Name, file.Text))) is { } told && !string.IsNullOrWhiteSpace(told) ? told
        : Files.Count > 0 ? AttachedText.Elsewhere(Files.Select(file => file.Name)) : "";
}

/// <summary>A file of a message elsewhere.</summary>
/// <param name="Name">Its name, or what it is known by there; any text.</param>
/// <param name="Text">What stands in it, where the export says so.</param>
internal sealed record ForeignFile(string Name, string? Text = null)
{
    /// <summary>With the first of the names that is one.</summary>
    public static ForeignFile Of(string? text, params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return new ForeignFile(FileName.Clean(name), string.IsNullOrWhiteSpace(text) ? null : text);
            }
        }

        return new ForeignFile(FileName.Clean(null), string.IsNullOrWhiteSpace(text) ? null : text);
    }
}

/// <summary>A page of the web that an answer cites.</summary>
internal sealed record ForeignSource(string Title, string Url);

/// <summary>Who wrote a message elsewhere.</summary>
internal enum ForeignRole
{
    Person,

    Model,

    /// <summary>System prompts, tools and their output: never shown there, not taken over.</summary>
    Hidden,

    /// <summary>No message at all, a joint of the tree.</summary>
    Nobody,
}
