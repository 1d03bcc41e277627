using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Chats;

/// <summary>The chats that somebody may change.</summary>
internal static class OwnChats
{
    extension(AppDb db)
    {
        /// <summary>Those of the workspace; none for people without one, and for viewers nothing to change.</summary>
        public IQueryable<ChatRow> ChatsOf(CurrentUser user)
        {
            var workspace = user.Workspace ?? default;
            return db.Chats.Where(c => c.WorkspaceId == workspace && (user.Role != WorkspaceRole.Viewer || !user.IsSignedIn));
        }

        /// <summary>One of them that is not deleted.</summary>
        public IQueryable<ChatRow> ChatOf(CurrentUser user, Guid chat) => db.ChatsOf(user).Where(c => c.Id == chat && c.DeletedAt == null);
    }
}
