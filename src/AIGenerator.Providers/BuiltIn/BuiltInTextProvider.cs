using System.Runtime.CompilerServices;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>
/// The model that every installation has: free, offline, the same answer for the same question. A set of small skills, no neural network,
/// and it says so.
/// </summary>
internal sealed class BuiltInTextProvider(IOptions<BuiltInOptions> options, TimeProvider clock) : ITextProvider
{
    public const string ProviderId = "built-in";

    public string Id => ProviderId;

    public bool IsConfigured => true;

    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        var question = Question.Of(order, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var answer = Skills.Answer(question);
        var input = TokenEstimator.Estimate(order.System, order.Turns);
        var pace = options.Value.Pace;
        var output = 0;

        foreach (var word in Words.Of(answer))
        {
            var tokens = Words.TokensOf(word);
            if (output + tokens > order.MaxOutputTokens)
            {
                yield return new TextFinished(FinishReason.Length, new TextUsage(input, 0, output, 0));
                yield break;
            }

            ct.ThrowIfCancellationRequested();
            if (pace > TimeSpan.Zero)
            {
                await Task.Delay(Words.PauseBefore(word, pace), clock, ct);
            }

            output += tokens;
            yield return new TextDelta(word);
        }

        yield return new TextFinished(FinishReason.Complete, new TextUsage(input, 0, output, 0));
    }
}
