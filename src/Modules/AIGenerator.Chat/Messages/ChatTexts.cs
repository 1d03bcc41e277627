using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Markdown;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Web;
using AIGenerator.Chat.Titles;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Chat.Messages;

/// <summary>Keeps replies for the generation engine in the messages they belong to.</summary>
internal sealed class ChatTexts(IDbContextFactory<AppDb> database, TitleModels titles, TimeProvider clock) : ITextOwner
{
    public const string OwnerKind = "chat";

    public string Kind => OwnerKind;

    public async Task SaveProgressAsync(IReadOnlyList<TextProgress> texts, CancellationToken ct)
    {
        var ids = texts.Select(t => t.Generation).ToArray();
        var answers = texts.Select(t => StoredText.Clean(t.Text)).ToArray();
        var reasonings = texts.Select(t => StoredText.Clean(t.Reasoning)).ToArray();
        await using var db = await database.CreateDbContextAsync(ct);

        // Only running ones: a node that lost its lease must not overwrite an end.
        await db.Database.ExecuteSqlAsync(
            $"""
            update chat.messages m set text = p.text, reasoning = p.reasoning
            from unnest({ids}, {answers}, {reasonings}) as p (id, text, reasoning)
            where m.generation_id = p.id and m.state = {nameof(GenerationState.Running)}
            """,
            ct);
    }

    public async Task<TextProgress?> ProgressOfAsync(Guid generation, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Messages.AsNoTracking().Where(m => m.GenerationId == generation)
            .Select(m => new TextProgress(generation, m.Text, m.Reasoning)).FirstOrDefaultAsync(ct);
    }

    public async Task FinishAsync(IServiceProvider scope, TextOutcome outcome, CancellationToken ct)
    {
        var db = scope.GetRequiredService<AppDb>();
        var now = clock.GetUtcNow();
        var ended = await db.Messages.Where(m => m.GenerationId == outcome.Generation && m.State == GenerationState.Running).ExecuteUpdateAsync(
            row => row
                .SetProperty(m => m.Text, StoredText.Clean(outcome.Text))
                .SetProperty(m => m.Reasoning, StoredText.Clean(outcome.Reasoning))
                .SetProperty(m => m.State, outcome.State)
                .SetProperty(m => m.StopReason, outcome.StopReason)
                .SetProperty(m => m.CostCredits, outcome.Cost)
                .SetProperty(m => m.DurationMs, (long)outcome.Duration.TotalMilliseconds)
                .SetProperty(m => m.TimeToFirstMs, outcome.TimeToFirst == null ? null : (long)outcome.TimeToFirst.Value.TotalMilliseconds)
                .SetProperty(m => m.ErrorCode, outcome.Error == null ? null : outcome.Error.Code)
                .SetProperty(m => m.Provider, outcome.Provider)
                .SetProperty(m => m.FellBackFrom, outcome.Fallback == null ? null : outcome.Fallback.Provider)
                .SetProperty(m => m.EchoProvider, outcome.Echo == null ? null : outcome.Echo.Provider)
                .SetProperty(m => m.EchoJson, outcome.Echo == null ? null : outcome.Echo.Json),
            ct);
        if (ended == 0)
        {
            return;
        }

        var chat = await db.Messages.AsNoTracking().Where(m => m.GenerationId == outcome.Generation)
            .Join(db.Chats, m => m.ChatId, c => c.Id, (m, c) => new
            {
                c.Id,
                c.WorkspaceId,
                c.ExpiresAt,

                // Of answers side by side, one is enough to name the chat.
                IsFirst = db.Set<MessageRow>().Any(q => q.Id == m.ParentId && q.ParentId == null)
                    && !db.Set<MessageRow>().Any(other => other.ParentId == m.ParentId && other.Id != m.Id && other.State == GenerationState.Succeeded),
            })
            .SingleAsync(ct);
        await ChatEnds.CountAsync(db, chat.Id, outcome.Cost, now, isReply: true, ct);
        var queue = scope.GetRequiredService<IQueue>();
        queue.Enqueue(new IndexChat(chat.Id));
        if (chat is { IsFirst: true, ExpiresAt: null } && outcome.State == GenerationState.Succeeded && titles.For(outcome.Provider, outcome.Model) is not null)
        {
            queue.Enqueue(new SuggestTitle(chat.Id, outcome.Provider!, outcome.Model));
        }

        await ChatNews.AnnounceAsync(scope.GetRequiredService<INodeBus>(), db, chat.WorkspaceId, chat.Id, ct);
    }

    public async Task<ILiveRenderer> RendererOfAsync(Guid generation, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return RendererOf(StoredSources.Cited(await db.Messages.AsNoTracking().Where(m => m.GenerationId == generation).Select(m => m.Sources).FirstOrDefaultAsync(ct)));
    }

    /// <summary>Renders an answer that cites these sources.</summary>
    public static ILiveRenderer RendererOf(IReadOnlyList<Citation> sources) => new LiveMarkdown(sources.Count > 0 ? sources : null);
}
