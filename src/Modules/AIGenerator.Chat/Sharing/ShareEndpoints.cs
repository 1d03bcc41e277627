using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace AIGenerator.Chat.Sharing;

/// <summary>Body of <c>POST /api/chat/{chatId}/shares</c>.</summary>
/// <param name="WithName">Whether the page says who shared it.</param>
public sealed record ShareChatRequest(bool WithName = false);

/// <summary>An open link.</summary>
/// <param name="Id">For taking it back.</param>
/// <param name="Url">The page.</param>
/// <param name="Messages">How many it shows.</param>
/// <param name="Author">Who is named on it; null for nobody.</param>
/// <param name="CreatedAt">The moment it shows.</param>
public sealed record ShareResponse(Guid Id, string Url, int Messages, string? Author, DateTimeOffset CreatedAt);

/// <summary>The open links of a chat, newest first.</summary>
public sealed record ListSharesResponse(IReadOnlyList<ShareResponse> Items);

/// <summary>The copy.</summary>
public sealed record CopyShareResponse(Guid ChatId);

internal static class ShareEndpoints
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPost("/{chatId:guid}/shares", CreateAsync).WithName("ShareChat").WithSummary("A read-only link to what the chat shows now");
        chat.MapGet("/{chatId:guid}/shares", ListAsync).WithName("ListShares").WithSummary("The chat's open links");
        chat.MapDelete("/{chatId:guid}/shares/{shareId:guid}", RevokeAsync).WithName("RevokeShare").WithSummary("Close a link");
        chat.MapPost("/shares/{token}/copies", CopyAsync).WithName("CopyShare").WithSummary("Continue a shared chat as one's own; twice gives the same copy");
    }

    /// <summary>The address that is given to others, without a language: each reader gets his own.</summary>
    public static string UrlOf(string token, HttpContext http, IConfiguration configuration)
    {
        var origin = configuration["APP_URL"] ?? $"{http.Request.Scheme}://{http.Request.Host}";
        return $"{origin}/share/{token}";
    }

    private static async Task<Results<Created<ShareResponse>, ProblemHttpResult>> CreateAsync(
        Guid chatId, ShareChatRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ShareChat shares, IConfiguration configuration, TimeProvider clock,
        HttpContext http, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        return (await shares.CreateAsync(chatId, id, request.WithName, ct)).Ok(out var share, out var refusal)
            ? TypedResults.Created($"/api/chat/{chatId}/shares", ResponseOf(share, http, configuration))
            : refusal.ToProblem(http);
    }

    private static async Task<Results<Ok<ListSharesResponse>, ProblemHttpResult>> ListAsync(
        Guid chatId, ShareChat shares, IConfiguration configuration, HttpContext http, CancellationToken ct) => await shares.ListAsync(chatId, ct) is { } open
        ? TypedResults.Ok(new ListSharesResponse([.. open.Select(share => ResponseOf(share, http, configuration))]))
        : ChatErrors.Unknown.ToProblem(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid chatId, Guid shareId, ShareChat shares, HttpContext http, CancellationToken ct) =>
        (await shares.RevokeAsync(chatId, shareId, ct)).Ok(out _, out var refusal) ? TypedResults.NoContent() : refusal.ToProblem(http);

    private static async Task<Results<Created<CopyShareResponse>, ProblemHttpResult>> CopyAsync(
        string token, CurrentUser user, IVisitors visitors, CopyShare copies, HttpContext http, CancellationToken ct)
    {
        var copied = await copies.HandleAsync(token, user, visitors, ct);
        return copied.Ok(out var chat, out var refusal)
            ? TypedResults.Created($"/api/chat/history/{chat}", new CopyShareResponse(chat))
            : refusal.ToProblem(http);
    }

    private static ShareResponse ResponseOf(ShareRow share, HttpContext http, IConfiguration configuration) =>
        new(share.Id, UrlOf(share.Token, http, configuration), share.Messages, share.Author, share.CreatedAt);
}
