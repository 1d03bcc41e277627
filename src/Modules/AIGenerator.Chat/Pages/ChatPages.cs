using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sidebar;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Chat.Pages;

/// <summary>Body of <c>POST /api/chat/prices</c>.</summary>
/// <param name="ChatId">The chat the message goes on with.</param>
/// <param name="Message">What is typed so far; may be empty.</param>
/// <param name="Attachments">Ids of files that go with it.</param>
public sealed record PriceModelsRequest(Guid? ChatId, string? Message, IReadOnlyList<Guid>? Attachments = null);

/// <summary>What an answer of usual length to this message would cost, by model id.</summary>
public sealed record PriceModelsResponse(IReadOnlyDictionary<string, long> Prices);

/// <summary>The pages of the chat and the small endpoints only they use.</summary>
internal static class ChatPages
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ChatReader>();
        services.AddSingleton(new PageAssembly(typeof(ChatPages).Assembly));
        services.AddSingleton(new NavigationItem("/chat", "chat.page.title", "chat", 20));
        services.AddSingleton(new ShellSlot(ShellPlace.Sidebar, typeof(SidebarChats)));
        services.AddSingleton(new ShellSlot(ShellPlace.Palette, typeof(PaletteChats), Order: 5));
        services.AddSingleton(new ShellSlot(ShellPlace.HomeContinue, typeof(LastChats)));
        services.AddSingleton(new ShellSlot(ShellPlace.SettingsData, typeof(Export.DownloadChats)));
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        ThreadFragments.Map(endpoints);
        endpoints.MapGet("/chat/folders", () => new RazorComponentResult<ChatFolderDialogs>()).AllowAnonymous().ExcludeFromDescription();
        ContextFragments.Map(endpoints);
        endpoints.MapPost("/api/chat/prices", PricesAsync).AllowAnonymous().WithTags("Chat").WithName("PriceModels")
            .WithSummary("What a message would cost with each model");
    }

    private static async Task<Results<Ok<PriceModelsResponse>, ProblemHttpResult>> PricesAsync(
        PriceModelsRequest request, CurrentUser user, AppDb db, IModelCatalogue models, ITextGenerations texts, Conversation conversation,
        MessageAttachments attachments, HttpContext http, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.ChatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (request.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var message = request.Message is { Length: > PostMessageRequest.LongestMessage } tooLong ? tooLong[..PostMessageRequest.LongestMessage] : request.Message ?? "";
        var ready = models.TextModels.Where(model => !model.IsFree && model.State != ModelState.Retired && models.RoutesFor(model).Count > 0).ToList();
        var prices = new Dictionary<string, long>();
        var longest = ready.MaxBy(model => model.ContextTokens);
        if (longest is not null)
        {
            var files = await attachments.FindAsync(request.Attachments, user, ct);

            // One walk over the chat for all: the longest memory sees the most, and shorter ones are capped by their own.
            var tokens = (await conversation.PromptAsync(chat?.LeafId, message, files, AnswerWish.Plain, ChatSettings.Of(chat), longest, WebFindings.None, ct)).Tokens;
            foreach (var model in ready)
            {
                prices[model.Id] = texts.Estimate(model, Math.Min(tokens, model.ContextTokens)).Expected.Value;
            }
        }

        return TypedResults.Ok(new PriceModelsResponse(prices));
    }
}
