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
    IReadOnlyList<ForeignMessage> Messages);

/// <summary>A message as another product's file tells it.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Parent">The message it follows; null or an unknown id for the first.</param>
/// <param name="Role">Who wrote it.</param>
/// <param name="Text">What is shown of it; blank for messages that only stand in between.</param>
/// <param name="Reasoning">What the model thought.</param>
/// <param name="Model">The model that wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Attachments">Files and pictures that it had; they are not in these files.</param>
internal sealed record ForeignMessage(
    string Id, string? Parent, ForeignRole Role, string Text, string Reasoning = "", string? Model = null, DateTimeOffset? At = null, int Attachments = 0);

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
