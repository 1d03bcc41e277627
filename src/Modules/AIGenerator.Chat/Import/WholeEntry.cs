using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Chat.Import;

/// <summary>
/// One entry of an export, in memory whole. Its parts are counted before room is made for them: each takes 12 bytes there, a zero and its comma
/// take two in the file.
/// </summary>
internal sealed class WholeEntry : JsonConverter<JsonElement>
{
    /// <summary>Bytes of the largest entry.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>Values, names and brackets of one entry. A chat of 20,000 messages has about half as many.</summary>
    public const int MostTokens = 1_000_000;

    /// <inheritdoc/>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        var tokens = 0;
        do
        {
            if (++tokens > MostTokens || ahead.BytesConsumed - reader.TokenStartIndex > Largest)
            {
                throw new UnreadableExport(ChatErrors.ImportTooLarge);
            }
        }
        while (!IsEnd(ahead.TokenType, ahead.CurrentDepth - reader.CurrentDepth) && ahead.Read());

        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static bool IsEnd(JsonTokenType token, int depth) => depth == 0 && token is not (JsonTokenType.StartArray or JsonTokenType.StartObject);
}
