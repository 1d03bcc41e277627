using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Media;

/// <summary>A vendor's refusals where pictures are ordered: what is too long for a conversation is here a prompt or a file that the model does not take.</summary>
internal sealed class ImageRefusals(IVendorRefusals refusals) : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var refusal = refusals.RefusalOf(status, body, retryAfter);
        return refusal with { Failure = ForPictures(refusal.Failure) };
    }

    public static ProviderException ForPictures(ProviderException failure) =>
        failure.Code == ProviderErrors.ContextTooLong().Code ? ProviderErrors.InvalidRequest() : failure;
}
