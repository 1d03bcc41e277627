using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

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

    /// <summary>The folder it lies in.</summary>
    public Guid? FolderId { get; set; }

    /// <summary>When it was put away; such chats are only in the archive's list and in search.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>When the last reply ended.</summary>
    public DateTimeOffset? RepliedAt { get; set; }

    /// <summary>When somebody of the workspace last had it on the screen.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Whether the search index lacks something of it. Whoever writes a title or a message sets it and enqueues <see cref="Search.IndexChat"/>.</summary>
    public bool IsSearchStale { get; set; } = true;

    /// <summary>When it was deleted; for ten minutes it can come back, then a job erases it.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>What its models are told before the conversation; plain text.</summary>
    public string? Instructions { get; set; }

    /// <summary>How freely its models choose their words.</summary>
    public Temperature Temperature { get; set; }

    /// <summary>What its replies and summaries have cost, deleted ones too.</summary>
    public Credits SpentCredits { get; init; }

    /// <summary>When a temporary chat is erased; null for one that stays.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The message at which it was forked from another chat, which may be gone.</summary>
    public Guid? ForkedFrom { get; init; }
}
