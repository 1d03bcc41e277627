using AIGenerator.Chat.Attachments;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Media.Files;
using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>What a model is told: the branch that ends with the new message, cut to the model's context.</summary>
internal sealed class Conversation(AppDb db, IFileStore files)
{
    // What an answer needs at least; the context must hold it beside the prompt.
    private const int RoomForAnswer = 2_000;

    // Turns further back are never told, however long the model's memory is.
    private const int MostTurns = 400;

    /// <summary>
    /// The prompt of a new message after <paramref name="leaf"/>, or (without a message) of a new answer to it. Pictures are only counted:
    /// <see cref="LoadAsync"/> reads them.
    /// </summary>
    public async Task<ConversationPrompt> PromptAsync(
        Guid? leaf, string? message, IReadOnlyList<AttachmentRow> attached, AnswerWish wish, TextModel model, CancellationToken ct)
    {
        var pictures = new ConversationPictures(model.Capabilities.Vision);
        var newest = message is null ? null : pictures.TurnOf(message, attached);
        var branch = leaf is { } from ? await Branch.UpAsync(db, from, MostTurns, ct) : [];
        var turns = await TurnsOfAsync(branch, pictures, ct);
        if (newest is not null)
        {
            turns.Add(newest);
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
        return new ConversationPrompt(prompt, TokenEstimator.Estimate(system, turns), pictures);
    }

    /// <summary>The prompt with its pictures, ready to be sent.</summary>
    public async Task<TextPrompt> LoadAsync(ConversationPrompt measured, CancellationToken ct) =>
        measured.Prompt with { Turns = await measured.Pictures.LoadAsync(measured.Prompt.Turns, files, ct) };

    private async Task<List<TextTurn>> TurnsOfAsync(List<MessageRow> branch, ConversationPictures pictures, CancellationToken ct)
    {
        var attached = await MessageAttachments.OfAsync(db, [.. branch.Where(m => m.Role == MessageRole.User).Select(m => m.Id)], ct);
        List<TextTurn> turns = [];

        // The newest first, for they have the first right to show their pictures.
        foreach (var message in Enumerable.Reverse(branch))
        {
            // A reply that delivered nothing says nothing.
            if (!string.IsNullOrWhiteSpace(message.Text) || attached.Contains(message.Id))
            {
                turns.Add(ToTurn(message, [.. attached[message.Id]], pictures));
            }
        }

        turns.Reverse();
        return turns;
    }

    private static TextTurn ToTurn(MessageRow message, IReadOnlyList<AttachmentRow> attached, ConversationPictures pictures) => message.Role switch
    {
        MessageRole.User => pictures.TurnOf(message.Text, attached),
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
                turns[i - 1] = turns[i - 1] with
                {
                    Text = turns[i - 1].Text + between + turns[i].Text,
                    Images = (turns[i - 1].Images, turns[i].Images) is ({ } first, { } second) ? [.. first, .. second] : turns[i - 1].Images ?? turns[i].Images,
                    Echo = null,
                };
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

/// <summary>What to send, still without the bytes of its pictures, and how long it is by our estimate.</summary>
internal sealed record ConversationPrompt(TextPrompt Prompt, int Tokens, ConversationPictures Pictures);
