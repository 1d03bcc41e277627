using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Texts;

/// <summary>What an answer may cost, and how long it may be for that.</summary>
internal sealed class TextPricing(IOptions<GenerationOptions> options)
{
    // An answer of ordinary length; only the "expected" price before the click rests on it.
    private const int UsualOutputTokens = 700;

    public PriceEstimate Estimate(TextModel model, long inputTokens, int? mostOutput = null)
    {
        var longest = LongestAnswer(model, inputTokens, mostOutput);
        return new PriceEstimate(
            PriceOf(model, inputTokens, Math.Min(UsualOutputTokens, longest)),
            PriceOf(model, inputTokens, longest));
    }

    private TextBudget? Budget(TextRequest request, Credits available)
    {
        var (model, inputTokens) = (request.Model, request.InputTokens);
        var longest = LongestAnswer(model, inputTokens, request.MostOutput);
        var price = PriceOf(model, inputTokens, longest);
        if (model.IsFree || price <= available)
        {
            return new TextBudget(longest, price, IsBalanceLimited: false);
        }

        if (Least(request) > available)
        {
            return null;
        }

        var affordable = LongestFor(model, inputTokens, available, longest);
        return new TextBudget(affordable, PriceOf(model, inputTokens, affordable), IsBalanceLimited: true);
    }

    /// <summary>
    /// The budgets of texts that are begun together, their fees included; null where the balance does not cover even short answers of all. A balance that does not
    /// cover the longest ones is shared: each has what a short answer takes, and of the rest as much as its price asks for.
    /// </summary>
    public TextBudget[]? Budgets(IReadOnlyList<TextRequest> requests, Credits available)
    {
        var spare = available - Least(requests);
        if (spare < Credits.Zero && requests.Any(request => !request.Model.IsFree || request.Fee > Credits.Zero))
        {
            return null;
        }

        var wishes = requests.Select(request => (Estimate(request.Model, request.InputTokens, request.MostOutput).AtMost - Least(request)).Value).ToArray();
        var wished = Math.Max(1, wishes.Sum());
        var budgets = new TextBudget[requests.Count];
        for (var i = 0; i < budgets.Length; i++)
        {
            var share = new Credits((long)((Int128)Math.Max(0, spare.Value) * wishes[i] / wished));
            if (Budget(requests[i], Least(requests[i]) + share) is not { } budget)
            {
                return null;
            }

            budgets[i] = budget with { Hold = budget.Hold + requests[i].Fee };
        }

        return budgets;
    }

    /// <summary>What the shortest answers worth starting would hold together.</summary>
    public Credits Least(IReadOnlyList<TextRequest> requests) =>
        requests.Aggregate(Credits.Zero, (sum, request) => sum + Least(request) + request.Fee);

    /// <summary>What the shortest answer worth starting would hold.</summary>
    public Credits Least(TextRequest request)
    {
        var least = request.Model.Capabilities.Reasoning ? options.Value.LeastThinkingTokens : options.Value.LeastOutputTokens;
        return PriceOf(request.Model, request.InputTokens, Math.Min(least, LongestAnswer(request.Model, request.InputTokens, request.MostOutput)));
    }

    private int LongestAnswer(TextModel model, long inputTokens, int? most)
    {
        var room = Math.Max(1, model.ContextTokens - inputTokens);
        return (int)Math.Min(Math.Min(Math.Min(options.Value.MaxOutputTokens, model.MaxOutputTokens), most ?? int.MaxValue), room);
    }

    // The price grows with the length, so halving finds the border.
    private static int LongestFor(TextModel model, long inputTokens, Credits available, int longest)
    {
        var (fits, tooLong) = (1, longest);
        while (tooLong - fits > 1)
        {
            var middle = fits + ((tooLong - fits) / 2);
            if (PriceOf(model, inputTokens, middle) <= available)
            {
                fits = middle;
            }
            else
            {
                tooLong = middle;
            }
        }

        return fits;
    }

    private static Credits PriceOf(TextModel model, long inputTokens, int outputTokens) =>
        model.PriceOf(new TextUsage(inputTokens, 0, outputTokens, 0));
}

/// <summary>How long an answer may be and what is held for it.</summary>
internal sealed record TextBudget(int MaxOutputTokens, Credits Hold, bool IsBalanceLimited);
