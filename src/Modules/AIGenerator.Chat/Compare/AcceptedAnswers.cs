using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Chat.Compare;

/// <summary>What was accepted, as the API says it.</summary>
internal static class AcceptedAnswers
{
    /// <summary>Of one reply, or of those of a comparison.</summary>
    public static PostMessageResponse Of(Guid chat, IReadOnlyList<MessageRow> replies)
    {
        var first = replies[0];
        var held = replies.Aggregate(Credits.Zero, (sum, reply) => sum + reply.HeldCredits);
        return new PostMessageResponse(chat, first.ParentId!.Value, first.Id, first.GenerationId!.Value, first.Model!, null, held.Value)
        {
            ComparisonId = first.ComparisonId,
            Answers = replies.Count > 1
                ? [.. replies.Select(reply => new AcceptedAnswer(reply.Id, reply.GenerationId!.Value, reply.Model!, null, reply.HeldCredits.Value))]
                : null,
        };
    }

    /// <summary>Those that one request began, in its order: an answer that was tried again later is not one of them.</summary>
    public static IReadOnlyList<MessageRow> AsAskedFor(IEnumerable<MessageRow> replies) => [.. replies.OrderBy(reply => reply.Id).DistinctBy(reply => reply.Model)];
}
