using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Media.Files;
using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>What a model is told: the branch that ends with the new message, cut to the model's context.</summary>
internal sealed class Conversation(AppDb db, IFileStore files, TimeProvider clock)
{
    // Turns further back are never told, however long the model's memory is.
    private const int MostTurns = 400;

    /// <summary>
    /// The prompt of a new message after <paramref name="leaf"/>, or (without a message) of a new answer to it. Pictures are only counted:
    /// <see cref="LoadAsync"/> reads them.
    /// </summary>
    public async Task<ConversationPrompt> PromptAsync(
        Guid? leaf, string? message, IReadOnlyList<AttachmentRow> attached, AnswerWish wish, ChatSettings settings, TextModel model, WebFindings found, CancellationToken ct)
    {
        var pictures = new ConversationPictures(model.Capabilities.Vision);
        var newest = message is null ? null : pictures.TurnOf(found.Tell(message, clock.GetUtcNow()), attached);
        var branch = leaf is { } from ? await Branch.UpAsync(db, from, MostTurns, ct) : [];
        var summary = await Summaries.NewestInAsync(db, branch, message is null ? leaf : null, ct);
        var isCut = summary is null && branch.Count == MostTurns && branch[0].ParentId is not null;
        var system = SystemOf(settings, wish);
        IReadOnlyList<TextTurn> gist = summary is null ? [] : SummaryPrompt.Retold(summary);
        var before = TokenEstimator.Estimate(system, gist);
        var room = Math.Max(1, Memory.RoomOf(model) - before);
        var read = await BranchTurns.ReadAsync(db, summary is null ? branch : [.. branch.Where(m => m.Id > summary.MessageId)], pictures, room, ct);
        var turns = read.Turns;
        isCut |= read.UnreadTokens > 0;
        if (newest is not null)
        {
            turns.Add(new Told(newest));
        }
        else if (wish == AnswerWish.Continue)
        {
            turns.Add(new Told(new TextTurn(TurnRole.User, AnswerWishes.GoOn)));
        }
        else if (turns.FindLastIndex(turn => turn.Turn.Role == TurnRole.User) is var last and >= 0)
        {
            // Asked again: the pages that the first answer was told stand before the question once more.
            turns[last] = turns[last] with { Turn = turns[last].Turn with { Text = found.Tell(turns[last].Turn.Text, clock.GetUtcNow()) } };
        }

        DropStrangeEchoes(turns, model);
        var whole = (int)Math.Min(int.MaxValue - before, read.UnreadTokens + TokenEstimator.Estimate(null, turns.Select(turn => turn.Turn)));
        isCut |= Memory.Trim(turns, room, isLed: gist.Count > 0) > 0;
        var begins = turns[0].Message;
        turns.InsertRange(0, gist.Select(turn => new Told(turn)));
        Memory.Merge(turns);
        TextTurn[] told = [.. turns.Select(turn => turn.Turn)];
        var prompt = new TextPrompt(system, told, ReasoningEffort.Default, settings.TemperatureFor(model));
        return new ConversationPrompt(prompt, TokenEstimator.Estimate(system, told), pictures) { WholeTokens = before + whole, IsCut = isCut, Begins = isCut ? begins : null, Summary = summary?.Id };
    }

    /// <summary>The prompt with its pictures, ready to be sent.</summary>
    public async Task<TextPrompt> LoadAsync(ConversationPrompt measured, CancellationToken ct) =>
        measured.Prompt with { Turns = await measured.Pictures.LoadAsync(measured.Prompt.Turns, files, ct) };

    // What another model's provider wanted back is never sent, so it costs no room and no money.
    private static void DropStrangeEchoes(List<Told> turns, TextModel model)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i].Turn.Echo is { } echo && !model.Routes.Any(route => route.Provider == echo.Provider))
            {
                turns[i] = turns[i] with { Turn = turns[i].Turn with { Echo = null } };
            }
        }
    }

    // The person's words stand first; how this one answer is wished is a detail of it.
    private static string? SystemOf(ChatSettings settings, AnswerWish wish) =>
        string.Join("\n\n", new[] { settings.Instructions, wish.InstructionOf() }.Where(text => !string.IsNullOrEmpty(text))) is { Length: > 0 } text ? text : null;
}

/// <summary>What to send, still without the bytes of its pictures, and how long it is by our estimate.</summary>
internal sealed record ConversationPrompt(TextPrompt Prompt, int Tokens, ConversationPictures Pictures)
{
    /// <summary>How long it would be if all found room.</summary>
    public int WholeTokens { get; init; }

    /// <summary>Whether older messages are not told any more.</summary>
    public bool IsCut { get; init; }

    /// <summary>The first message that is told as it is, where older ones are not; null also where only the new one is.</summary>
    public Guid? Begins { get; init; }

    /// <summary>The summary that is told in place of what it covers.</summary>
    public Guid? Summary { get; init; }
}
