using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Google;

/// <summary>The vendor's running totals made ours: of every counter the last value stands, and thoughts are added to the output.</summary>
internal sealed class GeminiCount
{
    private GeminiUsage? _last;

    /// <summary>Null where the vendor did not count.</summary>
    public TextUsage? Usage
    {
        get
        {
            if (_last is null)
            {
                return null;
            }

            var input = NotNegative(_last.PromptTokenCount);
            var thoughts = NotNegative(_last.ThoughtsTokenCount);
            var answer = NotNegative(_last.CandidatesTokenCount ?? (_last.TotalTokenCount - input - thoughts));
            return new TextUsage(input, Math.Min(NotNegative(_last.CachedContentTokenCount), input), answer + thoughts, thoughts);
        }
    }

    public void Add(GeminiUsage? usage)
    {
        if (usage is not null)
        {
            _last = new(
                usage.PromptTokenCount ?? _last?.PromptTokenCount,
                usage.CachedContentTokenCount ?? _last?.CachedContentTokenCount,
                usage.CandidatesTokenCount ?? _last?.CandidatesTokenCount,
                usage.ThoughtsTokenCount ?? _last?.ThoughtsTokenCount,
                usage.TotalTokenCount ?? _last?.TotalTokenCount);
        }
    }

    private static long NotNegative(long? count) => Math.Max(0, count ?? 0);
}
