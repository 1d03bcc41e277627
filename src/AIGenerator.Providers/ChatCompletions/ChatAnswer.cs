using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>One answer being put together from its chunks.</summary>
internal sealed class ChatAnswer(ChatDialect dialect, string? headerId) : IVendorAnswer<ChatChunk>
{
    /// <summary>Stands for <c>[DONE]</c>.</summary>
    public static readonly ChatChunk Done = new(null, null, null, null, null);

    private readonly ReasoningEcho _echo = new();
    private FinishReason? _finish;
    private ChatUsage? _usage;
    private string? _id = headerId;

    public bool IsOver { get; private set; }

    public IEnumerable<TextEvent> Accept(ChatChunk chunk)
    {
        if (ReferenceEquals(chunk, Done))
        {
            // A finish reason may have been left out.
            _finish ??= FinishReason.Complete;
            IsOver = true;
            yield break;
        }

        if (IsError(chunk.Error))
        {
            throw FaultMap.Map(VendorFault.Of(500, chunk.Error, chunk.Code, retryAfter: null));
        }

        _id ??= chunk.Id;

        // Some routes send the count twice, with and without choices, and DeepSeek and Moonshot beside finish_reason: the last one stands.
        _usage = chunk.Usage ?? _usage;
        if (chunk.Choices is not [{ } choice, ..])
        {
            if (chunk.Usage is { } alone)
            {
                yield return new UsageCounted(dialect.UsageOf(alone));
            }

            yield break;
        }

        if (IsError(choice.Error))
        {
            throw FaultMap.Map(VendorFault.Of(500, choice.Error, outerCode: null, retryAfter: null));
        }

        _usage = choice.Usage ?? _usage;
        if ((choice.Delta ?? choice.Message) is { } delta)
        {
            foreach (var step in Read(delta))
            {
                yield return step;
            }
        }

        // After the words that it counts.
        if ((choice.Usage ?? chunk.Usage) is { } counted)
        {
            yield return new UsageCounted(dialect.UsageOf(counted));
        }

        Finish(choice.FinishReason);
    }

    public TextFinished End() => _finish is { } reason
        ? new TextFinished(reason, _usage is null ? null : dialect.UsageOf(_usage), _echo.For(dialect.ProviderId), _id)
        : throw ProviderErrors.Cut();

    private IEnumerable<TextEvent> Read(ChatDelta delta)
    {
        if (dialect.KeepsReasoningDetails && delta.ReasoningDetails is { Count: > 0 } details)
        {
            _echo.Add(details);
        }

        var reasoning = string.IsNullOrEmpty(delta.Reasoning) ? delta.ReasoningContent : delta.Reasoning;
        if (!string.IsNullOrEmpty(reasoning))
        {
            yield return new ReasoningDelta(reasoning);
        }

        if (!string.IsNullOrEmpty(delta.Content))
        {
            yield return new TextDelta(delta.Content);
        }

        if (!string.IsNullOrEmpty(delta.Refusal))
        {
            yield return new TextDelta(delta.Refusal);
        }
    }

    private void Finish(string? reason) => _finish = reason switch
    {
        null or "" => _finish,
        "length" or "max_tokens" => FinishReason.Length,
        "content_filter" => FinishReason.Filtered,
        "error" => throw ProviderErrors.Failed(),

        // DeepSeek: the machine ran out in mid-answer.
        "insufficient_system_resource" => FinishReason.Cut,
        _ => FinishReason.Complete,
    };

    private static bool IsError(JsonElement? error) =>
        error is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False) };
}
