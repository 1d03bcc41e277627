using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Context;

/// <summary>A turn, and the message it comes from; null for what is added to the conversation.</summary>
internal sealed record Told(TextTurn Turn, Guid? Message = null);

/// <summary>Decides what of a conversation a model is told.</summary>
internal static class Memory
{
    // What an answer needs at least; the context must hold it beside the prompt.
    private const int RoomForAnswer = 2_000;

    /// <summary>Tokens that the prompt may have with this model.</summary>
    public static int RoomOf(TextModel model) => Math.Max(model.ContextTokens - Math.Min(RoomForAnswer, model.ContextTokens / 4), 1);

    /// <summary>
    /// Some vendors refuse two turns of one side in a row. A failed reply leaves two of the person behind, a continued one two of the model; those
    /// are one text, and what a vendor wanted back with a half is no longer true for the whole.
    /// </summary>
    public static void Merge(List<Told> turns)
    {
        for (var i = turns.Count - 1; i > 0; i--)
        {
            var (earlier, later) = (turns[i - 1].Turn, turns[i].Turn);
            if (later.Role == earlier.Role)
            {
                var between = later.Role == TurnRole.User ? "\n\n" : "";
                turns[i - 1] = turns[i - 1] with
                {
                    Turn = earlier with
                    {
                        Text = earlier.Text + between + later.Text,
                        Images = (earlier.Images, later.Images) is ({ } first, { } second) ? [.. first, .. second] : earlier.Images ?? later.Images,
                        Echo = null,
                    },
                };
                turns.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Takes away the oldest turns that find no room; the last one always stays.
    /// </summary>
    /// <param name="turns">The conversation, not merged yet: messages that nobody answered go one by one as well.</param>
    /// <param name="room">Tokens that it may have.</param>
    /// <param name="isLed">Whether something stands before it; else a person's turn has to be first.</param>
    /// <returns>How many went.</returns>
    public static int Trim(List<Told> turns, int room, bool isLed = false)
    {
        var before = turns.Count;
        var total = 0L;
        var keep = 0;
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            total += TokenEstimator.Estimate(turns[i].Turn);
            if (total > room && keep > 0)
            {
                break;
            }

            keep++;
        }

        turns.RemoveRange(0, turns.Count - keep);
        while (!isLed && turns.Count > 1 && turns[0].Turn.Role == TurnRole.Assistant)
        {
            turns.RemoveAt(0);
        }

        return before - turns.Count;
    }
}
