using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Recraft;

/// <summary>Recraft: pictures, drawings as SVG, and tools for pictures that are there. It says what each call took.</summary>
internal sealed class RecraftImageProvider(RecraftOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "recraft";

    // "n", 1 to 6 (openapi.yaml, 2026-08-22).
    private const int MostOfACall = 6;

    private static readonly ImageRefusals Refusals = new(new RecraftRefusals());

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    public override Uri Home => new(options.BaseUrl);

    /// <summary>The vendor takes five requests a second; as none is done sooner than in one, five at a time keep to that.</summary>
    public override MediaTraits Traits => new(AtOnce: options.MaxAtOnce, Key: options.KeyPrint);

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        // One call after the other: side by side they would be more than the vendor takes in a second.
        var outputs = new List<MediaOutput>();
        var (withheld, cost) = (0, (decimal?)0);
        foreach (var share in order.InShares(MostOfACall))
        {
            try
            {
                var done = await DrawAsync(share, ct);
                outputs.AddRange(done.Outputs);
                cost += done.CostUsd;
            }
            catch (ProviderException failure) when (outputs.Count > 0)
            {
                // What was made is paid for, and delivered.
                withheld += failure.Category == FailureCategory.Moderated ? share.Count : 0;
                break;
            }
        }

        return new MediaDone(outputs, withheld, cost);
    }

    private async Task<MediaDone> DrawAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = RecraftImageRequest.Of(order, options);
        options.Authorize(request);
        var reply = await calls.SendAsync(ProviderId, request, Refusals, CallEffect.BeginsWork, options.MediaTimeout, ct);
        return ImageAnswer.Read(reply, answer =>
        {
            if (answer.Member("code") is not null && answer.Member("message") is not null)
            {
                throw Refusals.RefusalOf(500, reply.Body, retryAfter: null).Failure;
            }

            // What is drawn comes as a list, what is worked on as one picture. A thousand units are a dollar.
            JsonElement[] items = answer.Member("image") is { } image ? [image] : [.. answer.Items("data")];
            return ImageAnswer.Done([.. items.Select(item => item.Picture()).OfType<MediaOutput>()], costUsd: answer.Amount("credits") / 1000m);
        });
    }
}

internal static class RecraftRegistration
{
    public static void AddRecraft(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVendorClient<RecraftOptions, RecraftOptionsValidator>(configuration.GetSection(RecraftOptions.Section), RecraftImageProvider.ProviderId);
        services.AddMediaVendor<RecraftOptions>(static (options, calls) => new RecraftImageProvider(options, calls));
    }
}
