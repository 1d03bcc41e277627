using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Messages;

/// <summary>Body of <c>POST /api/chat</c>. Without a chat the message begins one.</summary>
/// <param name="ChatId">The chat to go on with.</param>
/// <param name="Model">The catalogue id that answers; the chat's own, or the default, when null.</param>
/// <param name="Message">What the person says, up to 100,000 characters; may be empty where files are attached.</param>
/// <param name="ParentId">The message that it follows; the end of the branch that the chat shows when null.</param>
/// <param name="Edits">
/// The person's own message that it stands beside as the edited form; makes a new branch, the old one stays. Where the old one was drawn, the new one is drawn by
/// the same model, unless <c>modelOnce</c> names one that writes.
/// </param>
/// <param name="Attachments">Ids of uploaded files, at most 10, in their order. Files of an own message can be named again.</param>
/// <param name="Web">Search the web for the message first and answer from what is found; costs what <c>/estimate</c> adds for it.</param>
/// <param name="Temporary">Of a new chat: it is in no list and no search, and is erased 24 hours after its last message.</param>
/// <param name="Instructions">Of a new chat: what its models are told before the conversation, up to 8,000 characters.</param>
/// <param name="Temperature">Of a new chat: <c>precise</c>, <c>balanced</c> or <c>creative</c>.</param>
/// <param name="Models">
/// Two to four different catalogue ids, instead of <c>model</c>: each answers for itself, at its own price. Either all of them begin or none; the
/// answers are siblings under the message and form a comparison. The chat's own model stays, and in a new chat is the first one.
/// </param>
/// <param name="ModelOnce">
/// The catalogue id that answers this message alone. The chat's own model stays; in a new chat it is <c>model</c>, or the default. A model that makes
/// pictures draws what the message says: the answer's text is Markdown that shows them, and they lie in the library, too.
/// </param>
public sealed record PostMessageRequest(
    Guid? ChatId,
    [property: StringLength(TextModel.LongestId)] string? Model,
    [property: Required(AllowEmptyStrings = true), StringLength(PostMessageRequest.LongestMessage)] string Message,
    Guid? ParentId = null,
    Guid? Edits = null,
    [property: MaxLength(50)] IReadOnlyList<Guid>? Attachments = null,
    bool Web = false,
    bool Temporary = false,
    [property: StringLength(ChatSettings.LongestInstructions)] string? Instructions = null,
    [property: StringLength(20)] string? Temperature = null,
    IReadOnlyList<string>? Models = null,
    [property: StringLength(TextModel.LongestId)] string? ModelOnce = null)
{
    /// <summary>Characters of the longest message.</summary>
    public const int LongestMessage = 100_000;

    internal Ask ToAsk() => new(
        ChatId, Model, Message, ParentId, Edits, Attachments: Attachments, Start: new ChatStart(Settings, Temporary), Models: Models, ModelOnce: ModelOnce, Web: Web);

    internal ChatSettings Settings => new(ChatSettings.Clean(Instructions), ChatSettings.TryParse(Temperature, out var preset) ? preset : Context.Temperature.Balanced);
}

/// <summary>The accepted message; the reply arrives on the live topic <c>generation:{generationId}</c>.</summary>
/// <param name="ChatId">The chat, new or not.</param>
/// <param name="UserMessageId">The message that is answered: the person's, or for a continuation the answer before.</param>
/// <param name="MessageId">The reply.</param>
/// <param name="GenerationId">The reply's generation; equals the idempotency key.</param>
/// <param name="Model">The model that answers.</param>
/// <param name="ReplacedModel">The retired model that was asked for, where another answers.</param>
/// <param name="HeldCredits">Set aside; the most that the reply, or all replies of a comparison together, can cost.</param>
/// <param name="ComparisonId">The comparison that the reply belongs to. Where it begins here it equals the idempotency key, and the fields above tell of its first answer.</param>
/// <param name="Answers">Every answer of the comparison, in the order in which the models were named.</param>
/// <param name="MemoryBeginsAt">The first message that the model was told, where older ones found no room; null where it was told all, and for a repeat.</param>
public sealed record PostMessageResponse(
    Guid ChatId, Guid UserMessageId, Guid MessageId, Guid GenerationId, string Model, string? ReplacedModel, long HeldCredits,
    Guid? ComparisonId = null, IReadOnlyList<AcceptedAnswer>? Answers = null, Guid? MemoryBeginsAt = null);

/// <summary>One answer of a comparison; it arrives on the live topic <c>generation:{generationId}</c> of its own.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="GenerationId">Its generation.</param>
/// <param name="Model">The model that answers.</param>
/// <param name="ReplacedModel">The retired model that was asked for, where another answers.</param>
/// <param name="HeldCredits">Set aside; the most that this reply can cost.</param>
public sealed record AcceptedAnswer(Guid MessageId, Guid GenerationId, string Model, string? ReplacedModel, long HeldCredits);

internal static class PostMessageEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/", HandleAsync)
        .WithName("PostMessage").WithSummary("Say something; the reply streams over /api/events");

    private static async Task<Results<Accepted<PostMessageResponse>, ProblemHttpResult>> HandleAsync(
        PostMessageRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CurrentUser user,
        IVisitors visitors,
        AskHandler handler,
        TimeProvider clock,
        HttpContext http,
        CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        if (!ChatSettings.TryParse(request.Temperature, out _))
        {
            return ChatErrors.UnknownTemperature.ToProblem(http);
        }

        var ask = request.ToAsk();
        if (!user.IsSignedIn && !ask.IsBlank)
        {
            var visitor = await visitors.EnsureWorkspaceAsync(ct);
            if (!visitor.Ok(out _, out var tooMany))
            {
                return tooMany.ToProblem(http);
            }
        }

        var result = await handler.HandleAsync(id, user, ask, ct);
        return result.Ok(out var accepted, out var error)
            ? TypedResults.Accepted($"/api/chat/history/{accepted.ChatId}", accepted)
            : error.ToProblem(http);
    }
}
