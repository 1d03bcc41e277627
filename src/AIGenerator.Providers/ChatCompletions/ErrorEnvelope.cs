using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>The error body that OpenAI began, and the shapes that others made of it.</summary>
internal sealed class ErrorEnvelope : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var parsed = Parse(body);
        var fault = VendorFault.Of(status, parsed?.Error, parsed?.Code, retryAfter);
        return new(FaultMap.Map(fault with { Status = status }), fault.Word, FaultMap.SaysOverloaded(fault));
    }

    /// <summary>What the error inside an answer means that came with a good status: its real one may be a number there.</summary>
    public static ProviderException Inside(JsonElement error, JsonElement? outerCode) => FaultMap.Map(VendorFault.Of(500, error, outerCode, retryAfter: null));

    private static ChatChunk? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ChatJson.Default.ChatChunk);
        }
        catch (JsonException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            return null;
        }
    }
}
