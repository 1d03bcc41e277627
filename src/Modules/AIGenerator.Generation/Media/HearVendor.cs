using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>
/// <c>POST /api/webhooks/{provider}/{generation}</c>: a vendor reports that a job is over. The report is believed by its signature and even then is a hint:
/// the job is asked about at once instead of at its next turn. Coming twice, late or for something unknown changes nothing.
/// </summary>
internal static class HearVendorEndpoint
{
    // Reports carry whole results: fal's with files as data addresses can be megabytes.
    private const int Largest = 8 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/webhooks/{provider}/{generation:guid}", HandleAsync)
        .WithMetadata(new RequestSizeLimitAttribute(Largest)).AllowAnonymous().DisableAntiforgery().WithTags("Webhooks").WithName("HearVendor").WithSummary("A vendor of media reports the end of a job");

    private static async Task<Results<NoContent, StatusCodeHttpResult, ProblemHttpResult>> HandleAsync(
        string provider, Guid generation, IEnumerable<IVendorWebhook> webhooks, HearVendor hear, HttpContext http, CancellationToken ct)
    {
        var unknown = new Error("webhooks.unknown", "This is no report that we know how to believe.", ErrorKind.NotFound);
        if (webhooks.FirstOrDefault(known => known.Provider == provider) is not { } webhook)
        {
            return unknown.ToProblem(http);
        }

        if (await BodyAsync(http, ct) is not { } body)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            var job = await webhook.JobOfAsync(name => http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null, body, ct);
            if (job is null)
            {
                return unknown.ToProblem(http);
            }

            await hear.HandleAsync(provider, generation, job, ct);
            return TypedResults.NoContent();
        }
        catch (ProviderException)
        {
            // Its keys could not be had: vendors report again later.
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<byte[]?> BodyAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > Largest)
        {
            return null;
        }

        using var all = new MemoryStream();
        await http.Request.Body.CopyToAsync(all, ct);
        return all.ToArray();
    }
}

/// <summary>Takes a report as what it is: a reason to ask, and where the answer to the order was lost the only word of the job's id.</summary>
internal sealed class HearVendor(AppDb db, IQueue queue)
{
    public async Task HandleAsync(string provider, Guid generation, string job, CancellationToken ct)
    {
        // Without touching the version: the run that is handing the order over goes on with the answer where it still comes.
        await db.Media
            .Where(m => m.Id == generation && m.Stage == MediaStage.Submitting && db.Set<GenerationRow>().Any(g => g.Id == generation && g.Provider == provider))
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.ReportedJob, job), ct);
        await queue.WakeAsync<DriveMedia>(generation.ToString(), ct);
    }
}
