using System.Text;
using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Google;

/// <summary>This vendor's error bodies: one object, or an array of them.</summary>
internal sealed class GoogleRefusals : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        try
        {
            return GoogleFaults.Of(status, GeminiStream.Parse(Encoding.UTF8.GetString(body)) is [{ } chunk, ..] ? chunk.Error : null, retryAfter);
        }
        catch (JsonException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            return GoogleFaults.Of(status, error: null, retryAfter);
        }
    }
}
