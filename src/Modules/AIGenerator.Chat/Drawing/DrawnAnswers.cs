using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Drawing;

/// <summary>Puts pictures into the answers that were waiting for them, when the engine ends them.</summary>
internal sealed class DrawnAnswers(AppDb db, IQueue queue, INodeBus bus, TimeProvider clock) : IMediaOwner
{
    public string Kind => ChatTexts.OwnerKind;

    public async Task FinishAsync(MediaOutcome outcome, CancellationToken ct)
    {
        // The chat before its message, as whoever deletes or orders takes them.
        var chat = await db.Chats.FromSql(
            $"select c.* from chat.chats c join chat.messages m on m.chat_id = c.id where m.generation_id = {outcome.Generation} for update of c").AsNoTracking()
            .Select(c => new { c.Id, c.WorkspaceId }).SingleOrDefaultAsync(ct);
        if (chat is null)
        {
            return;
        }

        var question = await db.Messages.AsNoTracking().Where(m => m.GenerationId == outcome.Generation)
            .Join(db.Messages, answer => answer.ParentId, asked => asked.Id, (_, asked) => asked.Text).SingleOrDefaultAsync(ct) ?? "";
        var text = OwnPicture.Write(question, outcome.Pictures);
        var ended = await db.Messages.Where(m => m.GenerationId == outcome.Generation && m.State == GenerationState.Running).ExecuteUpdateAsync(
            row => row
                .SetProperty(m => m.Text, text)
                .SetProperty(m => m.State, outcome.State)
                .SetProperty(m => m.StopReason, outcome.StopReason)
                .SetProperty(m => m.CostCredits, outcome.Cost)
                .SetProperty(m => m.DurationMs, (long)outcome.Duration.TotalMilliseconds)
                .SetProperty(m => m.ErrorCode, outcome.State == GenerationState.Canceled ? null : outcome.ErrorCode)
                .SetProperty(m => m.Provider, outcome.Provider),
            ct);
        if (ended == 1)
        {
            await ChatEnds.CountAsync(db, chat.Id, outcome.Cost, clock.GetUtcNow(), isReply: true, ct);
            queue.Enqueue(new IndexChat(chat.Id));
            await ChatNews.AnnounceAsync(bus, db, chat.WorkspaceId, chat.Id, ct);
        }
    }
}
