using AIGenerator.Kernel.Queue;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Media;

/// <summary>Tells a vendor that nobody waits for a job any more. Written with the end of its generation, and tried again where the vendor cannot be told just now.</summary>
internal sealed record StopAtVendor(Guid Generation, string Provider, VendorJob Job) : IJob
{
    public static string JobName => "generation.stop-at-vendor";
}

internal sealed partial class StopAtVendorHandler(MediaProviders providers, ILogger<StopAtVendorHandler> logger) : IJobHandler<StopAtVendor>
{
    public async Task HandleAsync(StopAtVendor job, JobRun run, CancellationToken ct)
    {
        if (providers.Find(job.Provider) is not { } provider)
        {
            return;
        }

        try
        {
            await provider.CancelAsync(job.Job, ct);
        }
        catch (ProviderException failure)
        {
            LogUnstopped(job.Generation, job.Job.Id, failure.Code);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The vendor could not be told to stop generation {GenerationId} (job {JobId}): {Code}")]
    private partial void LogUnstopped(Guid generationId, string jobId, string code);
}
