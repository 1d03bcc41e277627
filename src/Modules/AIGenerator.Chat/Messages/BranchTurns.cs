using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Data;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>
/// The turns of a branch, as far back as a model could be told them. Files are counted by what was estimated when they came, and read only where
/// they may find room: a long chat has many times more of them than any model's memory.
/// </summary>
/// <param name="Turns">Oldest first.</param>
/// <param name="UnreadTokens">How long what stands before them would be; 0 where nothing does.</param>
internal sealed record BranchTurns(List<Told> Turns, long UnreadTokens)
{
    public static async Task<BranchTurns> ReadAsync(AppDb db, List<MessageRow> branch, ConversationPictures pictures, int room, CancellationToken ct)
    {
        var weights = await MessageAttachments.WeightsOfAsync(db, OfPeople(branch), ct);
        var (told, unread) = Split(branch, weights, room);
        var attached = await MessageAttachments.OfAsync(db, OfPeople(told), ct);

        // The newest first, for they have the first right to show their pictures.
        List<Told> turns = [.. told.Select(message => new Told(ToTurn(message, [.. attached[message.Id]], pictures), message.Id))];
        turns.Reverse();
        return new BranchTurns(turns, unread);
    }

    /// <summary>The newest messages that together are surely more than finds room, newest first, and the tokens of all others.</summary>
    private static (List<MessageRow> Told, long Unread) Split(List<MessageRow> branch, ILookup<Guid, AttachmentWeight> weights, int room)
    {
        // An estimate of parts is not quite the parts of an estimate.
        var enough = room + (room / 8L) + 500;
        var (total, unread) = (0L, 0L);
        List<MessageRow> told = [];
        foreach (var message in Enumerable.Reverse(branch))
        {
            // A reply that delivered nothing says nothing.
            if (string.IsNullOrWhiteSpace(message.Text) && !weights.Contains(message.Id))
            {
                continue;
            }

            var tokens = TokenEstimator.TokensPerTurn + TokenEstimator.Estimate(message.Told) + weights[message.Id].Sum(file => (long)file.Told);
            if (total > enough)
            {
                unread += tokens;
            }
            else
            {
                told.Add(message);
            }

            total += tokens;
        }

        return (told, unread);
    }

    private static List<Guid> OfPeople(IEnumerable<MessageRow> messages) => [.. messages.Where(m => m.Role == MessageRole.User).Select(m => m.Id)];

    private static TextTurn ToTurn(MessageRow message, IReadOnlyList<AttachmentRow> attached, ConversationPictures pictures) => message.Role switch
    {
        MessageRole.User => pictures.TurnOf(message.Text, attached),
        MessageRole.Assistant => new TextTurn(
            TurnRole.Assistant, message.Told, Echo: message is { EchoProvider: { } provider, EchoJson: { } json } ? new ProviderEcho(provider, json) : null),
    };
}
