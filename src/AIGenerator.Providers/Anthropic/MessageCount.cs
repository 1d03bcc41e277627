using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>
/// The vendor's running totals made ours. Later events correct earlier ones (a recorded stream began with 43 input tokens and ended with
/// 61), so of every counter the last value stands; nothing is added up over events.
/// </summary>
internal sealed class MessageCount
{
    private long? _fresh;
    private long? _written;
    private long? _read;
    private long? _output;
    private long? _thinking;
    private bool _isFinal;

    /// <summary>All input, whether fresh, written to the cache or read from it; null until the end was counted.</summary>
    public TextUsage? Usage
    {
        get
        {
            if (!_isFinal)
            {
                return null;
            }

            var cached = NotNegative(_read);
            var output = NotNegative(_output);
            return new TextUsage(NotNegative(_fresh) + NotNegative(_written) + cached, cached, output, Math.Min(NotNegative(_thinking), output));
        }
    }

    /// <summary>The input alone, from the first event on; what comes out is only counted at the end. Null where nothing was said of it.</summary>
    public TextUsage? Input => _fresh is null && _written is null && _read is null
        ? null
        : new TextUsage(NotNegative(_fresh) + NotNegative(_written) + NotNegative(_read), NotNegative(_read), 0, 0);

    /// <param name="usage">What an event says.</param>
    /// <param name="isFinal">Whether its output is more than the first event's placeholder.</param>
    public void Add(MessageUsage? usage, bool isFinal)
    {
        if (usage is null)
        {
            return;
        }

        _fresh = usage.InputTokens ?? _fresh;
        _written = usage.CacheCreationInputTokens ?? _written;
        _read = usage.CacheReadInputTokens ?? _read;
        _output = usage.OutputTokens ?? _output;
        _thinking = usage.OutputTokensDetails?.ThinkingTokens ?? _thinking;
        _isFinal |= isFinal && usage.OutputTokens is not null;
    }

    private static long NotNegative(long? count) => Math.Max(0, count ?? 0);
}
