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

    /// <summary>The reply that is being written, which is at most one; two tabs sending at once meet here.</summary>
    public Guid? RunningGenerationId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was deleted; for ten minutes it can come back, then a job erases it.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
