using System.Text.Json;
using AIGenerator.Chat.Export;
using AIGenerator.Chat.Markdown;

namespace AIGenerator.Chat.Sharing;

/// <summary>What a link shows: the branch that was shown, questions with the names of their files, and finished answers. No reasoning, no receipts, no other branches, no names.</summary>
/// <param name="Title">The chat's title.</param>
/// <param name="Model">The model that would answer next.</param>
/// <param name="Messages">In their order.</param>
internal sealed record SharedChat(string Title, string Model, IReadOnlyList<SharedMessage> Messages)
{
    /// <summary>Messages and characters of the longest chat that becomes one page.</summary>
    public const int MostMessages = 1_000;

    /// <summary>See <see cref="MostMessages"/>.</summary>
    public const int MostCharacters = 2_000_000;

    public bool IsTooLong => Messages.Count > MostMessages || Messages.Sum(message => (long)message.Text.Length) > MostCharacters;

    public static SharedChat Of(ChatDocument chat) => new(chat.Title, chat.Model, [.. chat.Shown().Messages
        .Where(message => message.State is null or "succeeded" && (message.Files.Count > 0 || !string.IsNullOrWhiteSpace(message.Text)))
        .Select(message => new SharedMessage(message.IsAnswer, message.Text, message.Model, message.CreatedAt, message.Sources.Count > 0 ? message.Sources : null, message.IsPicture)
        {
            Files = message.Files.Count > 0 ? message.Files : null,
        })]);

    public static SharedChat Read(string json) => JsonSerializer.Deserialize<SharedChat>(json, JsonSerializerOptions.Web)
        ?? throw new JsonException("A shared chat is null.");

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public IReadOnlyList<DocumentLine> Lines(DocumentNames names) => [.. Messages.Select((message, index) =>
        new DocumentLine(index + 1, message.IsAnswer, message.IsAnswer ? names.Of(message.Model) : "", message.Text, "", message.At, null)
        {
            Sources = message.Sources ?? [], IsPicture = message.IsPicture, Files = message.Files ?? [],
        })];
}

/// <summary>A message that a link shows.</summary>
internal sealed record SharedMessage(bool IsAnswer, string Text, string? Model, DateTimeOffset At, IReadOnlyList<Citation>? Sources = null, bool IsPicture = false)
{
    /// <summary>What the person attached. The page names the files; what is in them stays where they are.</summary>
    public IReadOnlyList<DocumentFile>? Files { get; init; }
}
