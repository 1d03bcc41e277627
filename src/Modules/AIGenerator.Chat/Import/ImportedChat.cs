using System.Text.Json;
using AIGenerator.Chat.Context;

namespace AIGenerator.Chat.Import;

/// <summary>A chat that was checked and waits to be stored.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Model">The name of the model chosen there.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Leaf">Place of the last message of the shown branch.</param>
/// <param name="Messages">Each stands after the one it follows.</param>
internal sealed record ImportedChat(
    string Title, string? Model, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Leaf, IReadOnlyList<ImportedMessage> Messages)
{
    /// <summary>What its models are told before the conversation.</summary>
    public string? Instructions { get; init; }

    /// <summary>How freely they choose their words.</summary>
    public Temperature Temperature { get; init; }

    public static ImportedChat Read(string json) => JsonSerializer.Deserialize<ImportedChat>(json, JsonSerializerOptions.Web)
        ?? throw new JsonException("An imported chat is null.");

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>A message that was checked.</summary>
/// <param name="Parent">Place of the message it follows; null for a first one.</param>
/// <param name="IsAnswer">Written by a model.</param>
/// <param name="Text">Not blank.</param>
/// <param name="Reasoning">May be empty.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="At">When.</param>
internal sealed record ImportedMessage(int? Parent, bool IsAnswer, string Text, string Reasoning, string? Model, DateTimeOffset At)
{
    /// <summary>Pages of the web that an answer cites, in the order of their numbers; null for none.</summary>
    public IReadOnlyList<ForeignSource>? Sources { get; init; }

    /// <summary>The comparison of this chat that an answer is one of, counted from 0.</summary>
    public int? Comparison { get; init; }

    /// <summary>Whether it was voted the best of it.</summary>
    public bool IsBest { get; init; }
}

/// <summary>What a file holds and what of it is not taken over.</summary>
internal sealed class ImportCount
{
    public int Chats { get; set; }

    public int Messages { get; set; }

    /// <summary>Chats that are here already, or stand twice in the file.</summary>
    public int Duplicates { get; set; }

    /// <summary>Chats in which nobody said anything.</summary>
    public int EmptyChats { get; set; }

    /// <summary>System prompts, calls of tools and their output.</summary>
    public int HiddenMessages { get; set; }

    /// <summary>Files and pictures of which the export has no more than the name.</summary>
    public int Attachments { get; set; }

    /// <summary>Messages that were cut, or left out at the end of a chat, because of our limits.</summary>
    public int Shortened { get; set; }

    /// <summary>Entries that are chats of no product we know.</summary>
    public int UnknownEntries { get; set; }
}
