using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Context;

/// <summary>Body of <c>PATCH /api/chat/{chatId}/settings</c>: a field that is null stays as it is.</summary>
/// <param name="Instructions">What models are told before the conversation, up to 8,000 characters of plain text; empty takes them away.</param>
/// <param name="Temperature"><c>precise</c>, <c>balanced</c> (as the vendor set it) or <c>creative</c>; models that do not take one answer as ever.</param>
public sealed record ChangeSettingsRequest(
    [property: StringLength(ChatSettings.LongestInstructions)] string? Instructions = null, [property: StringLength(20)] string? Temperature = null);

/// <summary>What a chat tells its models beside the conversation.</summary>
public sealed record ChatSettingsResponse(string? Instructions, string Temperature);

internal static class ChangeSettingsEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPatch("/{chatId:guid}/settings", HandleAsync)
        .WithName("ChangeChatSettings").WithSummary("Change a chat's instructions and temperature; they hold from the next answer on");

    private static async Task<Results<Ok<ChatSettingsResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, ChangeSettingsRequest request, CurrentUser user, AppDb db, INodeBus bus, HttpContext http, CancellationToken ct)
    {
        if (!ChatSettings.TryParse(request.Temperature, out var temperature))
        {
            return ChatErrors.UnknownTemperature.ToProblem(http);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        chat.Instructions = request.Instructions is null ? chat.Instructions : ChatSettings.Clean(request.Instructions);
        chat.Temperature = request.Temperature is null ? chat.Temperature : temperature;
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new ChatSettingsResponse(chat.Instructions, ChatSettings.NameOf(chat.Temperature)));
    }
}
