using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>One answer being put together from its events. Order and number of the framing events are not relied upon.</summary>
internal sealed class MessageAnswer(string model, string print, string? requestId) : IVendorAnswer<MessageEvent>
{
    private readonly ThinkingEcho _echo = new();
    private readonly MessageCount _count = new();
    private FinishReason? _finish;
    private string? _id = requestId;

    public bool IsOver { get; private set; }

    public IEnumerable<TextEvent> Accept(MessageEvent piece)
    {
        switch (piece.Type)
        {
            case "error":
                throw AnthropicFaults.InStream(piece.Error);
            case "message_start":
                _id ??= piece.Message?.Id;
                _count.Add(piece.Message?.Usage, isFinal: false);

                // A stopped answer never hears the end: then at least its input is the vendor's count and not our estimate.
                return _count.Input is { } input ? [new UsageCounted(input)] : [];
            case "content_block_start" when piece.ContentBlock is { } block:
                return Begin(piece.Index, block);
            case "content_block_delta" when piece.Delta is { } delta:
                return Continue(piece.Index, delta);
            case "message_delta":
                _count.Add(piece.Usage, isFinal: true);
                Finish(piece.Delta?.StopReason);
                return [];
            case "message_stop":
                _finish ??= FinishReason.Complete;
                IsOver = true;
                return [];
            case "message":
                return ReadWhole(piece);
            default:
                // Pings, ends of blocks, and whatever is invented later.
                return [];
        }
    }

    public TextFinished End() => _finish is { } reason
        ? new TextFinished(reason, _count.Usage, reason == FinishReason.Complete ? _echo.For(model, print) : null, _id)
        : throw ProviderErrors.Cut();

    private IEnumerable<TextEvent> Begin(int index, MessageBlock block)
    {
        _echo.Start(index, block);
        return Said(block.Text, block.Thinking);
    }

    private IEnumerable<TextEvent> Continue(int index, MessageDelta delta)
    {
        _echo.Add(index, delta.Thinking, delta.Signature);
        return Said(delta.Text, delta.Thinking);
    }

    private static IEnumerable<TextEvent> Said(string? text, string? thinking)
    {
        if (!string.IsNullOrEmpty(thinking))
        {
            yield return new ReasoningDelta(thinking);
        }

        if (!string.IsNullOrEmpty(text))
        {
            yield return new TextDelta(text);
        }
    }

    private List<TextEvent> ReadWhole(MessageEvent whole)
    {
        var said = new List<TextEvent>();
        for (var index = 0; index < whole.Content?.Count; index++)
        {
            if (whole.Content[index] is { } block)
            {
                said.AddRange(Begin(index, block));
            }
        }

        _id ??= whole.Id;
        _count.Add(whole.Usage, isFinal: true);
        Finish(whole.StopReason);
        IsOver = true;
        return said;
    }

    private void Finish(string? reason) => _finish = reason switch
    {
        null or "" => _finish,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "refusal" => FinishReason.Filtered,

        // The vendor's own tools ran out of time; we order none, so this is no proper end.
        "pause_turn" => FinishReason.Cut,
        _ => FinishReason.Complete,
    };
}
