using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AIGenerator.Providers.Http;

/// <summary>Good answers read into records.</summary>
internal static class TypedReplies
{
    /// <summary>The body as <typeparamref name="T"/>.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="effect">What the request may have set off: an answer that cannot be read does not undo it.</param>
    /// <exception cref="ProviderException">It is a page of HTML, no JSON, or nothing.</exception>
    public static T Read<T>(this VendorReply reply, JsonTypeInfo<T> type, CallEffect effect = CallEffect.None)
        where T : class
    {
        // A page of a gateway or of a hotel's network.
        if (reply.MediaType is not (null or "application/json" or "text/json"))
        {
            throw Garbage(effect);
        }

        try
        {
            return JsonSerializer.Deserialize(reply.Body, type) ?? throw Garbage(effect);
        }
        catch (JsonException e)
        {
            throw Garbage(effect, e);
        }
    }

    private static ProviderException Garbage(CallEffect effect, Exception? inner = null) =>
        effect == CallEffect.BeginsWork ? ProviderErrors.Garbage(inner).Begun() : ProviderErrors.Garbage(inner);
}
