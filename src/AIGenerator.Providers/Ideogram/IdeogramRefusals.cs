using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Ideogram;

/// <summary>This vendor's refusals: the status counts, bodies are of no fixed form.</summary>
internal sealed class IdeogramRefusals : IVendorRefusals
{
    private static readonly ErrorEnvelope Envelope = new();

    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var refusal = Envelope.RefusalOf(status, body, retryAfter);
        return status switch
        {
            // Some calls say 401 to a wrong key, remix and upscale 403.
            403 => refusal with { Failure = ProviderErrors.BadKey() },

            // The safety check of the prompt or of the picture; final for this prompt.
            422 => refusal with { Failure = ProviderErrors.Moderated() },
            _ => refusal,
        };
    }
}
