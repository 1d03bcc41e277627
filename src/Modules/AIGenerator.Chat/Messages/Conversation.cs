using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using AIGenerator.Providers.Text;
using Microsoft.EntityFrameworkCore;
using AIGenerator.Chat.Chats;

namespace AIGenerator.Chat.Messages;

/// <summary>What a model is told: the branch that ends with the new message, cut to the model's context.</summary>
internal sealed class Conversation(AppDb db)
{
    // What an answer needs at least; the context must hold it beside the prompt.
    private const int RoomForAnswer = 2_000;

    /// <summary>The message that a new one answers: the newest of the chat.</summary>
    public async Task<Guid?> LeafOfAsync(Guid chat, CancellationToken ct) =>
        await db.Messages.AsNoTracking().Where(m => m.ChatId == chat).OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(ct);

    public async Task<ConversationPrompt> PromptAsync(Guid? leaf, string message, TextModel model, CancellationToken ct)
    {
        var turns = new List<TextTurn> { new(TurnRole.User, message) };
        if (leaf is { } from)
        {
            // Ids of the chat's branch, newest first: the walk goes up the tree by parents.
            var rows = await db.Messages.FromSql(
                $"""
                with recursive branch as (
                    select m.*, 0 as depth from chat.messages m where m.id = {from}
                    union all
                    select m.*, b.depth + 1 from chat.messages m join branch b on m.id = b.parent_id where b.depth < 400)
                select * from branch
                """).AsNoTracking().ToListAsync(ct);
            turns.InsertRange(0, rows.OrderBy(m => m.Id).Where(IsWorthTelling).Select(ToTurn));
        }

        DropStrangeEchoes(turns, model);
        Trim(turns, model);
        Merge(turns);
        var prompt = new TextPrompt(null, turns, ReasoningEffort.Default, null);
        return new ConversationPrompt(prompt, TokenEstimator.Estimate(null, turns));
    }

    // A reply that delivered nothing says nothing.
    private static bool IsWorthTelling(MessageRow message) => !string.IsNullOrWhiteSpace(message.Text);

    private static TextTurn ToTurn(MessageRow message) => message.Role switch
    {
        MessageRole.User => new TextTurn(TurnRole.User, message.Text),
        MessageRole.Assistant => new TextTurn(
            TurnRole.Assistant, message.Text, Echo: message is { EchoProvider: { } provider, EchoJson: { } json } ? new ProviderEcho(provider, json) : null),
    };

    // What another model's provider wanted back is never sent, so it costs no room and no money.
    private static void DropStrangeEchoes(List<TextTurn> turns, TextModel model)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i].Echo is { } echo && !model.Routes.Any(route => route.Provider == echo.Provider))
            {
                turns[i] = turns[i] with { Echo = null };
            }
        }
    }

    // The oldest turns go first; the new message always stays.
    private static void Trim(List<TextTurn> turns, TextModel model)
    {
        var room = Math.Max(model.ContextTokens - Math.Min(RoomForAnswer, model.ContextTokens / 4), 1);
        var total = 0L;
        var keep = 0;
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            total += TokenEstimator.Estimate(turns[i]);
            if (total > room && keep > 0)
            {
                break;
            }

            keep++;
        }

        turns.RemoveRange(0, turns.Count - keep);
        while (turns.Count > 1 && turns[0].Role == TurnRole.Assistant)
        {
            turns.RemoveAt(0);
        }
    }

    // Some vendors refuse two turns of a person in a row, which a failed reply leaves behind.
    private static void Merge(List<TextTurn> turns)
    {
        for (var i = turns.Count - 1; i > 0; i--)
        {
            if (turns[i].Role == TurnRole.User && turns[i - 1].Role == TurnRole.User)
            {
                turns[i - 1] = turns[i - 1] with { Text = turns[i - 1].Text + "\n\n" + turns[i].Text };
                turns.RemoveAt(i);
            }
        }
    }
}

/// <summary>What to send and how long it is by our estimate.</summary>
internal sealed record ConversationPrompt(TextPrompt Prompt, int Tokens);
