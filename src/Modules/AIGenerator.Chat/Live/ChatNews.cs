using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;

namespace AIGenerator.Chat.Live;

/// <summary>Tells all nodes that a chat of a workspace changed.</summary>
internal static class ChatNews
{
    public const string Channel = "chats";

    /// <summary>In place of a chat: so many changed, or a folder did, that lists look again.</summary>
    public static readonly Guid Several = Guid.Empty;

    public static Task AnnounceAsync(INodeBus bus, AppDb db, WorkspaceId workspace, Guid chat, CancellationToken ct) =>
        bus.NotifyAsync(db, Channel, $"{workspace.Value}|{chat}", ct);

    /// <summary>The chat that the news is about, where it is this workspace's.</summary>
    public static Guid? ChatOf(string payload, WorkspaceId workspace)
    {
        var bar = payload.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && Guid.TryParse(payload.AsSpan(0, bar), out var owner) && owner == workspace.Value && Guid.TryParse(payload.AsSpan(bar + 1), out var chat)
            ? chat
            : null;
    }
}
