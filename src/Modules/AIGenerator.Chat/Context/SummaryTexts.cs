using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Chat.Context;

/// <summary>Keeps summaries for the generation engine.</summary>
internal sealed class SummaryTexts(IDbContextFactory<AppDb> database, TimeProvider clock) : ITextOwner
{
    public const string OwnerKind = "chat-summary";

    public string Kind => OwnerKind;

    public async Task SaveProgressAsync(IReadOnlyList<TextProgress> texts, CancellationToken ct)
    {
        var ids = texts.Select(t => t.Generation).ToArray();
        var summaries = texts.Select(t => StoredText.Clean(t.Text)).ToArray();
        await using var db = await database.CreateDbContextAsync(ct);

        // Only running ones: a node that lost its lease must not overwrite an end.
        await db.Database.ExecuteSqlAsync(
            $"""
            update chat.summaries s set text = p.text from unnest({ids}, {summaries}) as p (id, text)
            where s.generation_id = p.id and s.state = {nameof(GenerationState.Running)}
            """,
            ct);
    }

    public async Task<TextProgress?> ProgressOfAsync(Guid generation, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Summaries.AsNoTracking().Where(s => s.GenerationId == generation).Select(s => new TextProgress(generation, s.Text, "")).FirstOrDefaultAsync(ct);
    }

    public async Task FinishAsync(IServiceProvider scope, TextOutcome outcome, CancellationToken ct)
    {
        var db = scope.GetRequiredService<AppDb>();
        var ended = await db.Summaries.Where(s => s.GenerationId == outcome.Generation && s.State == GenerationState.Running).ExecuteUpdateAsync(
            row => row
                .SetProperty(s => s.Text, StoredText.Clean(outcome.Text).Trim())
                .SetProperty(s => s.State, outcome.State)
                .SetProperty(s => s.StopReason, outcome.StopReason)
                .SetProperty(s => s.CostCredits, outcome.Cost)
                .SetProperty(s => s.DurationMs, (long)outcome.Duration.TotalMilliseconds)
                .SetProperty(s => s.TimeToFirstMs, outcome.TimeToFirst == null ? null : (long)outcome.TimeToFirst.Value.TotalMilliseconds)
                .SetProperty(s => s.ErrorCode, outcome.Error == null ? null : outcome.Error.Code)
                .SetProperty(s => s.Provider, outcome.Provider)
                .SetProperty(s => s.FellBackFrom, outcome.Fallback == null ? null : outcome.Fallback.Provider),
            ct);
        if (ended == 0)
        {
            return;
        }

        var chat = await db.Summaries.AsNoTracking().Where(s => s.GenerationId == outcome.Generation)
            .Join(db.Chats, s => s.ChatId, c => c.Id, (s, c) => new { c.Id, c.WorkspaceId }).SingleAsync(ct);
        await ChatEnds.CountAsync(db, chat.Id, outcome.Cost, clock.GetUtcNow(), isReply: false, ct);
        await ChatNews.AnnounceAsync(scope.GetRequiredService<INodeBus>(), db, chat.WorkspaceId, chat.Id, ct);
    }

    public Task<ILiveRenderer> RendererOfAsync(Guid generation, CancellationToken ct) => Task.FromResult<ILiveRenderer>(new LiveMarkdown());
}
