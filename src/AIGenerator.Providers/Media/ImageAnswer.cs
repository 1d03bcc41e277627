using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Media;

/// <summary>How the answer to an order of pictures is read: what every vendor that answers at once has in common.</summary>
internal static class ImageAnswer
{
    /// <summary>Reads a good answer's JSON. What cannot be read may well have been made, and billed.</summary>
    /// <exception cref="ProviderException">It is no JSON, or <paramref name="read"/> found an error inside.</exception>
    public static T Read<T>(VendorReply reply, Func<JsonElement, T> read)
    {
        // A page of a gateway or of a hotel's network.
        if (reply.MediaType is not (null or "application/json" or "text/json"))
        {
            throw ProviderErrors.Garbage().Begun();
        }

        try
        {
            using var json = JsonDocument.Parse(reply.Body, new JsonDocumentOptions { MaxDepth = 64 });
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : throw ProviderErrors.Garbage().Begun();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw ProviderErrors.Garbage(e).Begun();
        }
    }

    /// <summary>The report of what came: nothing at all is a failure.</summary>
    /// <param name="outputs">What was made.</param>
    /// <param name="withheld">How many the vendor's rules took out.</param>
    /// <param name="costUsd">What the vendor says it takes.</param>
    /// <exception cref="ProviderException">Nothing came.</exception>
    public static MediaDone Done(IReadOnlyList<MediaOutput> outputs, int withheld = 0, decimal? costUsd = null) => outputs.Count > 0
        ? new MediaDone(outputs, withheld, costUsd)
        : throw (withheld > 0 ? ProviderErrors.Moderated() : ProviderErrors.Empty());

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>The objects of a member that is a list; none where it is missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    /// <summary>A text that says something.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } said ? said : null;

    /// <summary>A whole number.</summary>
    public static long? Whole(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>An amount.</summary>
    public static decimal? Amount(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) && value >= 0 ? value : null;

    /// <summary>A picture that is given as <c>b64_json</c> or as <c>url</c>, the way OpenAI began and others took over; null where it is neither.</summary>
    /// <exception cref="FormatException">The base64 is broken.</exception>
    public static MediaOutput? Picture(this JsonElement item)
    {
        var prompt = item.Text("revised_prompt");
        if (item.Member("b64_json") is { ValueKind: JsonValueKind.String } base64 && base64.GetBytesFromBase64() is { Length: > 0 } bytes)
        {
            return new MediaOutput(bytes, Prompt: prompt);
        }

        return item.Address("url") is { } address ? new MediaOutput(default, address, Prompt: prompt) : null;
    }

    /// <summary>An http or https address.</summary>
    public static Uri? Address(this JsonElement item, string name) =>
        Uri.TryCreate(item.Text(name), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
