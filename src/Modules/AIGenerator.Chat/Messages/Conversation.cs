using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>What a model is told: the branch that ends with the new message, cut to the model's context.</summary>
internal sealed class Conversation(AppDb db)
{
    // What an answer needs at least; the context must hold it beside the prompt.
    private const int RoomForAnswer = 2_000;

    // Turns further back are never told, however long the model's memory is.
    private const int MostTurns = 400;

    /// <summary>The prompt of a new message after <paramref name="leaf"/>, or (without a message) of a new answer to it.</summary>
    public async Task<ConversationPrompt> PromptAsync(Guid? leaf, string? message, AnswerWish wish, TextModel model, CancellationToken ct)
    {
        List<TextTurn> turns = leaf is { } from ? [.. (await Branch.UpAsync(db, from, MostTurns, ct)).Where(IsWorthTelling).Select(ToTurn)] : [];
        if (message is not null)
        {
            turns.Add(new TextTurn(TurnRole.User, message));
        }
        else if (wish == AnswerWish.Continue)
        {
            turns.Add(new TextTurn(TurnRole.User, AnswerWishes.GoOn));
        }

        DropStrangeEchoes(turns, model);
        Merge(turns);
        Trim(turns, model);
        var system = wish.InstructionOf();
        var prompt = new TextPrompt(system, turns, ReasoningEffort.Default, null);
        return new ConversationPrompt(prompt, TokenEstimator.Estimate(system, turns));
    }

    // A reply that delivered nothing says nothing.
    private static bool IsWorthTelling(MessageRow message) => !string.IsNullOrWhiteSpace(message.Text);

    private static TextTurn ToTurn(MessageRow message) => message.Role switch
    {
        MessageRole.User => new TextTurn(TurnRole.User, message.Text),
        MessageRole.Assistant => new TextTurn(
            TurnRole.Assistant, message.Text, Echo: message is { EchoProvider: { } provider, EchoJson: { } json } ? new ProviderEcho(provider, json) : null),
    };

    // Some vendors refuse two turns of one side in a row. A failed reply leaves two of the person behind, a continued one two of the model; those
    // are one text, and what a vendor wanted back with a half is no longer true for the whole.
    private static void Merge(List<TextTurn> turns)
    {
        for (var i = turns.Count - 1; i > 0; i--)
        {
            if (turns[i].Role == turns[i - 1].Role)
            {
                var between = turns[i].Role == TurnRole.User ? "\n\n" : "";
                turns[i - 1] = turns[i - 1] with { Text = turns[i - 1].Text + between + turns[i].Text, Echo = null };
                turns.RemoveAt(i);
            }
        }
    }

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

    // The oldest turns go first; the last one always stays.
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
}

/// <summary>What to send and how long it is by our estimate.</summary>
internal sealed record ConversationPrompt(TextPrompt Prompt, int Tokens);
