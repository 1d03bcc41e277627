using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Google;

/// <summary>One answer being put together from its chunks.</summary>
internal sealed class GeminiAnswer(string model) : IVendorAnswer<GeminiChunk>
{
    private readonly SignatureEcho _echo = new();
    private readonly GeminiCount _count = new();
    private FinishReason? _finish;
    private string? _id;

    /// <summary>The end is the end of the body: a count may follow the finish reason.</summary>
    public bool IsOver => false;

    public IEnumerable<TextEvent> Accept(GeminiChunk piece)
    {
        if (piece.Error is { ValueKind: not JsonValueKind.Null } error)
        {
            throw GoogleFaults.Of(500, error, retryAfter: null).Failure;
        }

        _id ??= piece.ResponseId;
        _count.Add(piece.UsageMetadata);
        if (piece.Candidates is not [{ } candidate, ..])
        {
            // A blocked prompt has no candidate at all, and says so once.
            if (!string.IsNullOrEmpty(piece.PromptFeedback?.BlockReason))
            {
                throw ProviderErrors.Moderated();
            }

            yield break;
        }

        foreach (var part in candidate.Content?.Parts ?? [])
        {
            if (part is not null && Read(part) is { } step)
            {
                yield return step;
            }
        }

        // With each chunk, hidden thoughts included.
        if (piece.UsageMetadata is not null && _count.Usage is { } counted)
        {
            yield return new UsageCounted(counted);
        }

        Finish(candidate.FinishReason);
    }

    public TextFinished End() => _finish is { } reason
        ? new TextFinished(reason, _count.Usage, reason == FinishReason.Complete ? _echo.For(model) : null, _id)
        : throw ProviderErrors.Cut();

    private TextEvent? Read(GeminiPart part)
    {
        var text = part.Text ?? "";
        if (part.Thought == true)
        {
            return text.Length == 0 ? null : new ReasoningDelta(text);
        }

        // We offer no tools; the signature of a call would not fit a text.
        _echo.Add(text, part.FunctionCall is null ? part.ThoughtSignature : null);
        return text.Length == 0 ? null : new TextDelta(text);
    }

    private void Finish(string? reason) => _finish = reason switch
    {
        null or "" or "FINISH_REASON_UNSPECIFIED" => _finish,
        "STOP" => FinishReason.Complete,
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => FinishReason.Filtered,

        // OTHER, a malformed call of a tool we never offered, and what is invented later: only STOP is a proper end.
        _ => FinishReason.Cut,
    };
}
