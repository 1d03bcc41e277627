using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Search;

/// <summary>A page of what was found: chats whose title matches first, last changed first; then chats with matching messages, newest match first.</summary>
/// <param name="Items">Up to 20 chats.</param>
/// <param name="Next">For <c>?after=</c> of the next page; null on the last. A chat with many matches may come again there with its older ones.</param>
public sealed record SearchChatsResponse(IReadOnlyList<FoundChat> Items, string? Next);

/// <summary>A chat that matches.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title in pieces.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="IsArchived">Whether it was put away.</param>
/// <param name="Messages">Up to three of its messages that match, newest first; none where only the title does.</param>
public sealed record FoundChat(Guid Id, IReadOnlyList<SnippetPiece> Title, DateTimeOffset UpdatedAt, bool IsArchived, IReadOnlyList<FoundMessage> Messages);

/// <summary>A message that matches; its page is <c>/chat/{chatId}?message={id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="CreatedAt">When it was sent.</param>
/// <param name="Snippet">About 160 characters around the match.</param>
public sealed record FoundMessage(Guid Id, string Role, DateTimeOffset CreatedAt, IReadOnlyList<SnippetPiece> Snippet);

/// <summary>
/// <c>GET /api/chat/search?q=&amp;after=</c>: titles and messages of the workspace in any script. All words have to be in one text, each as typed or
/// as the beginning of a longer one; where that finds little, words near the typed ones count too. A query without a letter or digit finds nothing.
/// </summary>
internal static class SearchChatsEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/search", HandleAsync)
        .WithName("SearchChats").WithSummary("Find chats by their titles and messages, mistyped words included");

    private static async Task<Ok<SearchChatsResponse>> HandleAsync(CurrentUser user, ChatSearch search, string? q, string? after, CancellationToken ct) =>
        TypedResults.Ok(user.Workspace is { } workspace ? await search.FindAsync(workspace, q ?? "", after, ct) : new SearchChatsResponse([], null));
}
