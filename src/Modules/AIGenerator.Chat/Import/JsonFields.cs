using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AIGenerator.Chat.Import;

/// <summary>Reads fields that may be missing or of another type than expected, as files from elsewhere have them.</summary>
internal static class JsonFields
{
    extension(JsonElement element)
    {
        /// <summary>The field, where this is an object that has it.</summary>
        public JsonElement? Field(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        /// <summary>The field's text; null where it is none.</summary>
        public string? Text(string name) => element.Field(name) is { ValueKind: JsonValueKind.String } value ? value.Said() : null;

        /// <summary>This text. What no character is in it, as texts that were cut have it, becomes U+FFFD.</summary>
        public string Said()
        {
            try
            {
                return element.GetString()!;
            }
            catch (InvalidOperationException)
            {
                return BrokenText.Repair(JsonMarshal.GetRawUtf8Value(element));
            }
        }

        /// <summary>The field's elements; none where it is no array.</summary>
        public IEnumerable<JsonElement> List(string name) => element.Field(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

        /// <summary>The field's members; none where it is no object.</summary>
        public IEnumerable<JsonProperty> Members(string name) => element.Field(name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

        public bool Is(string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

        /// <summary>A time: ISO 8601, or seconds or milliseconds since 1970.</summary>
        public DateTimeOffset? Time(string name) => element.Field(name) switch
        {
            { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) => OfNumber(number),
            { ValueKind: JsonValueKind.String } value when DateTimeOffset.TryParse(
                value.Said(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
            _ => null,
        };
    }

    private static DateTimeOffset? OfNumber(double number)
    {
        // Seconds reach 10^11 in the year 5138.
        var seconds = number > 1e11 ? number / 1000 : number;
        return seconds is > 0 and < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }
}
