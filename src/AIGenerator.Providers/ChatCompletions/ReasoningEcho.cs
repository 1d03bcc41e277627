using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>
/// Gathers <c>reasoning_details</c> from a stream so that they can be sent back whole and in order. Pieces of one text or summary arrive in
/// several chunks and are joined; everything else is kept as it came.
/// </summary>
internal sealed class ReasoningEcho
{
    private const int LongestJson = 512 * 1024;

    private readonly List<Detail> _details = [];

    public void Add(IReadOnlyList<JsonElement> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece.ValueKind == JsonValueKind.Object && JsonObject.Create(piece) is { } json)
            {
                Add(json);
            }
        }
    }

    /// <summary>The echo, or null where there is nothing to keep, or too much.</summary>
    public ProviderEcho? For(string provider)
    {
        if (_details.Count == 0)
        {
            return null;
        }

        var json = new JsonArray([.. _details.Select(detail => detail.Whole())]).ToJsonString();
        return json.Length <= LongestJson ? new ProviderEcho(provider, json) : null;
    }

    private void Add(JsonObject piece)
    {
        if (_details.Count > 0 && _details[^1].Continues(piece))
        {
            _details[^1].Append(piece);
            return;
        }

        _details.Add(new Detail(piece));
    }

    private static string? TextOf(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>One detail with its growing text, where its type has one.</summary>
    private sealed class Detail
    {
        private readonly JsonObject _json;
        private readonly string? _growing;
        private readonly StringBuilder _text = new();

        public Detail(JsonObject first)
        {
            _json = first;
            _growing = TextOf(first, "type") switch { "reasoning.text" => "text", "reasoning.summary" => "summary", _ => null };
            _text.Append(_growing is null ? null : TextOf(first, _growing));
        }

        public bool Continues(JsonObject piece) =>
            _growing is not null
            && TextOf(_json, "type") == TextOf(piece, "type")
            && _json["index"]?.ToJsonString() == piece["index"]?.ToJsonString();

        public void Append(JsonObject piece)
        {
            _text.Append(TextOf(piece, _growing!));
            foreach (var (name, value) in piece)
            {
                if (value is not null)
                {
                    _json[name] = value.DeepClone();
                }
            }
        }

        public JsonObject Whole()
        {
            if (_growing is not null && _json.ContainsKey(_growing))
            {
                _json[_growing] = _text.ToString();
            }

            return _json;
        }
    }
}
