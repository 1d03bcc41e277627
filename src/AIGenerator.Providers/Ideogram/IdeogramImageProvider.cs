using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Ideogram;

/// <summary>Ideogram's version 3. It answers with addresses that live for a short while, and says of each picture whether it is withheld.</summary>
internal sealed class IdeogramImageProvider(IdeogramOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "ideogram";

    private static readonly ImageRefusals Refusals = new(new IdeogramRefusals());

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    public override Uri Home => new(options.BaseUrl);

    /// <summary>Ten requests at a time for one key; the eleventh is refused.</summary>
    public override MediaTraits Traits => new(AtOnce: options.MaxAtOnce, Key: options.KeyPrint);

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = IdeogramImageRequest.Of(order, options);
        options.Authorize(request);
        var reply = await calls.SendAsync(ProviderId, request, Refusals, CallEffect.BeginsWork, options.MediaTimeout, ct);
        return ImageAnswer.Read(reply, answer =>
        {
            if (answer.Member("error") is not null)
            {
                throw Refusals.RefusalOf(500, reply.Body, retryAfter: null).Failure;
            }

            JsonElement[] items = [.. answer.Items("data")];
            return ImageAnswer.Done([.. items.Select(item => PictureOf(item, order)).OfType<MediaOutput>()], items.Count(IsWithheld));
        });
    }

    private static MediaOutput? PictureOf(JsonElement item, ImageOrder order)
    {
        if (IsWithheld(item) || item.Address("url") is not { } address)
        {
            return null;
        }

        var prompt = item.Text("prompt");
        return new MediaOutput(default, address, item.Whole("seed"), prompt == order.Prompt ? null : prompt);
    }

    private static bool IsWithheld(JsonElement item) => item.Member("is_image_safe") is { ValueKind: JsonValueKind.False };
}

internal static class IdeogramRegistration
{
    public static void AddIdeogram(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVendorClient<IdeogramOptions, IdeogramOptionsValidator>(configuration.GetSection(IdeogramOptions.Section), IdeogramImageProvider.ProviderId);
        services.AddMediaVendor<IdeogramOptions>(static (options, calls) => new IdeogramImageProvider(options, calls));
    }
}
