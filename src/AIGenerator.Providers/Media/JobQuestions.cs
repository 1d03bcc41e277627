using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Media;

/// <summary>Questions about a vendor's jobs.</summary>
internal static class JobQuestions
{
    /// <summary>
    /// Asks about a job. What a question runs into (a crowd, a key being changed, a gateway) says nothing about the job, so it may always be asked
    /// again; only "there is no such job" ends it.
    /// </summary>
    /// <exception cref="ProviderException">No answer came, with <see cref="RetryAdvice.TryAgain"/>; or the vendor does not know the job.</exception>
    public static async Task<VendorReply> AskAsync(
        this VendorCalls calls, string provider, HttpRequestMessage request, IVendorRefusals refusals, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            return await calls.SendAsync(provider, request, refusals, CallEffect.None, patience, ct);
        }
        catch (ProviderException e) when (IsUnknown(e))
        {
            throw ProviderErrors.WorkFailed();
        }
        catch (ProviderException e) when (e.Retry != RetryAdvice.TryAgain)
        {
            throw new ProviderException(e.Category, e.Code, RetryAdvice.TryAgain, e.RetryAfter, e);
        }
    }

    /// <summary>Stops a job; one that the vendor does not know, or no longer, is stopped already.</summary>
    /// <exception cref="ProviderException">It could not be told.</exception>
    public static async Task StopAsync(
        this VendorCalls calls, string provider, HttpRequestMessage request, IVendorRefusals refusals, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            await calls.SendAsync(provider, request, refusals, CallEffect.None, patience, ct);
        }
        catch (ProviderException e) when (IsUnknown(e))
        {
            // Nothing is left to stop.
        }
    }

    private static bool IsUnknown(ProviderException failure) => failure.Code == ProviderErrors.ModelGone().Code;
}
