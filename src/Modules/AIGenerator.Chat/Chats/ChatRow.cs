using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Chats;

/// <summary>A conversation of a workspace.</summary>
internal sealed class ChatRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Title { get; set; }

    /// <summary>Answers the next message; may change at any time.</summary>
    public required string Model { get; set; }

    public bool IsPinned { get; set; }

    /// <summary>The last message of the branch that is shown and goes on; null in a chat without messages.</summary>
    public Guid? LeafId { get; set; }

    /// <summary>Replies that are being written. One question is answered at a time, by one model or by several side by side.</summary>
    public int RunningReplies { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was deleted; for ten minutes it can come back, then a job erases it.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
