using System.Text;
using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>
/// Gathers the thinking blocks of a stream with their signatures, and gives them back unchanged with the next turn, as long as the same
/// model is asked and nothing before them has changed.
/// </summary>
internal sealed class ThinkingEcho
{
    private const int LongestJson = 512 * 1024;

    private readonly SortedDictionary<int, Piece> _pieces = [];
    private int _firstText = int.MaxValue;

    /// <summary>The blocks to send before a model's turn; none where they would be refused.</summary>
    public static IReadOnlyList<KeptBlock> Of(IReadOnlyList<TextTurn> turns, TextOrder order, string print)
    {
        if (turns is not [{ Role: TurnRole.Assistant, Echo: { Provider: AnthropicTextProvider.ProviderId } echo }] || order.Reasoning == ReasoningEffort.None)
        {
            return [];
        }

        try
        {
            var kept = JsonSerializer.Deserialize(echo.Json, AnthropicJson.Default.KeptThinking);
            return kept is { Blocks: { } blocks } && kept.Model == order.Model && kept.After == print ? blocks : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public void Start(int index, MessageBlock block)
    {
        switch (block.Type)
        {
            case "text":
                _firstText = Math.Min(_firstText, index);
                break;
            case "thinking" or "redacted_thinking":
                _pieces[index] = new Piece(block.Type) { Data = block.Data };
                Add(index, block.Thinking, block.Signature);
                break;
            default:
                break;
        }
    }

    public void Add(int index, string? thinking, string? signature)
    {
        if (_pieces.TryGetValue(index, out var piece))
        {
            piece.Thinking.Append(thinking);
            piece.Signature.Append(signature);
        }
    }

    /// <summary>The echo, or null where there is nothing whole to keep, or too much.</summary>
    public ProviderEcho? For(string model, string print)
    {
        // Thinking between pieces of text would have to go back between them, and we keep the text as one.
        if (_pieces.Count == 0 || _pieces.Keys.Last() > _firstText || _pieces.Values.Any(piece => !piece.IsWhole))
        {
            return null;
        }

        var kept = new KeptThinking(model, print, [.. _pieces.Values.Select(piece => piece.Kept())]);
        var json = JsonSerializer.Serialize(kept, AnthropicJson.Default.KeptThinking);
        return json.Length <= LongestJson ? new ProviderEcho(AnthropicTextProvider.ProviderId, json) : null;
    }

    private sealed class Piece(string type)
    {
        public StringBuilder Thinking { get; } = new();

        public StringBuilder Signature { get; } = new();

        public string? Data { get; init; }

        public bool IsWhole => type == "thinking" ? Signature.Length > 0 : Data is not null;

        public KeptBlock Kept() => type == "thinking"
            ? new KeptBlock(type, Thinking.ToString(), Signature.ToString())
            : new KeptBlock(type, Data: Data);
    }
}
