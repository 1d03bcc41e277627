using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Chats;

/// <summary>Who may change what a workspace's chats hold.</summary>
internal static class ChatRights
{
    /// <summary>Everybody who has a workspace, except its viewers. A visitor is the member of a workspace of his own.</summary>
    public static bool MayWrite(this CurrentUser user) => user.Workspace is not null && (user.Role != WorkspaceRole.Viewer || !user.IsSignedIn);
}
