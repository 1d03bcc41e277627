using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Picker;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Models;
using AIGenerator.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Chat.Pages;

/// <summary>
/// What the chat page shows, read for the current workspace in the reader's language. Components of one page begin side by side, so each
/// read has a context of its own instead of the request's.
/// </summary>
internal sealed class ChatReader(
    CurrentUser user, IDbContextFactory<AppDb> database, IServiceScopeFactory scopes, IModelCatalogue catalogue, IImageCatalogue images, ILocalizer texts)
{
    /// <summary>A chat with a window of its messages; null where the workspace has none of that id.</summary>
    public async Task<ChatView?> ChatAsync(Guid id, HistoryWindow window, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var chat = user.Workspace is { } workspace ? await ReadHistory.FromAsync(db, texts, workspace, id, window, ct) : null;
        if (chat is null)
        {
            return null;
        }

        var messages = Views(chat.Messages);

        // A comparison that nothing follows yet stands open.
        if (messages is [.., { Comparison: not null } last] && last.Id == chat.LeafId)
        {
            messages[^1] = await WithColumnsAsync(db, last, ct);
        }

        return new ChatView(chat.Id, chat.Title, chat.Model, chat.LeafId, chat.HasEarlier, chat.HasLater, messages)
        {
            Summaries = chat.Summaries.ToLookup(summary => summary.MessageId, View),
            IsTemporary = chat.ExpiresAt is not null,
        };
    }

    /// <summary>An answer of a comparison with all its columns; null where it is none, or not this workspace's.</summary>
    public async Task<MessageView?> ComparisonAsync(Guid chat, Guid message, CancellationToken ct)
    {
        var read = await ChatAsync(chat, new HistoryWindow(Around: message, Size: 1), ct);
        if (read?.Messages.FirstOrDefault(one => one.Id == message) is not { Comparison: { } comparison } shown)
        {
            return null;
        }

        if (comparison.Columns.Count > 0)
        {
            return shown;
        }

        await using var db = await database.CreateDbContextAsync(ct);
        return await WithColumnsAsync(db, shown, ct);
    }

    private async Task<MessageView> WithColumnsAsync(AppDb db, MessageView shown, CancellationToken ct)
    {
        var comparison = shown.Comparison!;
        var others = comparison.Answers.Where(answer => answer.Id != shown.Id).Select(answer => answer.Id).ToArray();
        var rows = await db.Messages.AsNoTracking().Where(m => others.Contains(m.Id)).ToListAsync(ct);
        var columns = rows.Select(row => View(MessageResponses.Of(row, [], [], texts), false) with { Comparison = comparison }).ToDictionary(view => view.Id);
        columns[shown.Id] = shown;
        return shown with { Comparison = comparison with { Columns = [.. comparison.Answers.Where(answer => columns.ContainsKey(answer.Id)).Select(answer => columns[answer.Id])] } };
    }

    /// <summary>One summary of a chat; null where there is none of that id.</summary>
    public async Task<SummaryView?> SummaryAsync(Guid chat, Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var workspace = user.Workspace ?? default;
        var isOwn = await db.Chats.AnyAsync(c => c.Id == chat && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        return isOwn && await db.Summaries.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.ChatId == chat && s.DeletedAt == null, ct) is { } row
            ? View(SummaryResponse.Of(row, texts))
            : null;
    }

    /// <summary>What a chat tells its models beside the conversation; nothing for one that is not there.</summary>
    public async Task<ChatSettingsResponse> SettingsAsync(Guid? chat, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var workspace = user.Workspace ?? default;
        var settings = ChatSettings.Of(await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == chat && c.WorkspaceId == workspace && c.DeletedAt == null, ct));
        return new ChatSettingsResponse(settings.Instructions, ChatSettings.NameOf(settings.Temperature));
    }

    /// <summary>The first page of the list.</summary>
    public async Task<ListChatsResponse> ChatsAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return user.Workspace is { } workspace ? await ListChatsEndpoint.ReadAsync(db, workspace, new ChatFilter(), null, ct) : new ListChatsResponse([], null);
    }

    /// <summary>Every text model with the reason why it cannot be chosen.</summary>
    public async Task<IReadOnlyList<ModelChoice>> ModelsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var access = scope.ServiceProvider.GetRequiredService<IModelAccess>();
        var choices = new List<ModelChoice>();
        foreach (var model in catalogue.TextModels)
        {
            choices.Add(await ChoiceAsync(model, access, ct));
        }

        return [.. choices.OrderBy(choice => Rank(choice.Group))];
    }

    /// <summary>Models that can draw an answer for this reader; none for visitors.</summary>
    public async Task<IReadOnlyList<ImageModel>> ArtistsAsync(CancellationToken ct)
    {
        if (!user.IsSignedIn || !user.MayWrite())
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Artists>().ReadyAsync(user.WorkspaceId, ct);
    }

    /// <summary>The model that answers next: the wanted one or its successor, else what a new chat begins with.</summary>
    public TextModel ModelFor(string? wanted)
    {
        var model = (wanted is null ? null : catalogue.Resolve(wanted)) ?? catalogue.Default;
        return user.IsSignedIn || model.IsFree ? model : catalogue.BuiltIn;
    }

    private async Task<ModelChoice> ChoiceAsync(TextModel model, IModelAccess access, CancellationToken ct)
    {
        if (model.State == ModelState.Retired)
        {
            return new ModelChoice(model, "retired", "");
        }

        if (catalogue.RoutesFor(model).Count == 0)
        {
            return new ModelChoice(model, "unconnected", "");
        }

        if (!user.IsSignedIn && !model.IsFree)
        {
            return new ModelChoice(model, "guest", "");
        }

        var refusal = user.Workspace is { } workspace ? await access.RefusalAsync(workspace, model, ct) : null;
        return refusal switch
        {
            null => new ModelChoice(model, "ready", null),
            { Code: "models.not-in-plan" } => new ModelChoice(model, "plan", ""),
            _ => new ModelChoice(model, "ready", texts.Describe(refusal)),
        };
    }

    private List<MessageView> Views(IReadOnlyList<MessageResponse> messages)
    {
        var roles = messages.ToDictionary(message => message.Id, message => message.Role);
        bool IsRest(MessageResponse message) =>
            message is { Role: "assistant", ParentId: { } parent } && roles.GetValueOrDefault(parent, "user") == "assistant";
        return [.. messages.Select(message => View(message, IsRest(message)))];
    }

    private MessageView View(MessageResponse message, bool isRest) => new(
        message.Id,

        // The answers beside it in a comparison are its columns, not versions of it.
        message.Comparison is { } group ? [.. message.Siblings.Where(id => id == message.Id || !group.Answers.Any(answer => answer.MessageId == id))] : message.Siblings,
        message.Role == "assistant",
        isRest,
        message.Text,
        message.Html ?? "",
        message.Reasoning,
        message.Model is { } model ? NameOf(model) : "",
        message.CreatedAt,
        message.Generation is { } receipt ? View(receipt) : null)
    {
        Attachments = message.Attachments,
        Sources = message.Sources,
        IsPicture = message.IsPicture,
        ModelId = message.Model ?? "",
        Comparison = message.Comparison is { Answers.Count: > 1 } comparison && comparison.Answers.Any(answer => answer.MessageId == message.Id)
            ? new ComparisonView(comparison.Id, comparison.BestId, [.. comparison.Answers.Select(answer => new ComparedName(answer.MessageId, NameOf(answer.Model)))], [])
            : null,
    };

    private string NameOf(string model) => catalogue.Find(model)?.Name ?? images.Find(model)?.Name ?? model;

    private SummaryView View(SummaryResponse summary) => new(
        summary.Id, summary.Messages, summary.Html, catalogue.Find(summary.Model)?.Name ?? summary.Model, summary.IsUsed,
        summary.Generation is { } receipt ? View(receipt) : null);

    private static ReceiptView View(ReplyReceipt receipt) => new(
        receipt.Id,
        Enum.Parse<GenerationState>(receipt.State, ignoreCase: true),
        receipt.StopReason is { } reason ? Enum.Parse<StopReason>(reason, ignoreCase: true) : null,
        receipt.CostCredits,
        receipt.HeldCredits,
        TimeSpan.FromMilliseconds(receipt.DurationMs ?? 0),
        receipt.TimeToFirstMs is { } first ? TimeSpan.FromMilliseconds(first) : null,
        receipt.Error?.Detail,
        receipt.Provider is { } provider ? ProviderNames.Of(provider) : null,
        receipt.FellBackFrom is { } failed ? ProviderNames.Of(failed) : null);

    private static int Rank(string group) => group switch
    {
        "ready" => 0,
        "plan" or "guest" => 1,
        "unconnected" => 2,
        _ => 3,
    };
}
