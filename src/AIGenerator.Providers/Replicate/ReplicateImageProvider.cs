using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Replicate;

/// <summary>
/// Any model of pictures at Replicate. An order becomes one prediction, or several where the model makes fewer at a time than were ordered: their ids
/// are the job. Nothing waits in the order itself (<c>Prefer: wait</c>): the id is worth more than a second, as a broken wait would leave none.
/// </summary>
internal sealed class ReplicateImageProvider(ReplicateOptions options, VendorCalls calls, ReplicateModels models, IEnumerable<IPictureReader> readers) : IMediaProvider
{
    public const string Name = "replicate";

    private readonly ReplicateFaults _faults = new();
    private readonly ReplicateFiles _files = new(options, calls);

    public string Id => Name;

    public bool IsConfigured => options.IsConfigured;

    public Uri? Home => new(options.BaseUrl);

    public MediaTraits Traits => new(AtOnce: options.MaxAtOnce, HasWebhook: true, HasJobs: true, Key: options.KeyPrint);

    public async Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct)
    {
        if (order is not ImageOrder image)
        {
            throw ProviderErrors.InvalidRequest();
        }

        var model = await models.GetAsync(image.Model, ct);
        if (image is { Task: ImageTask.Outpaint, Source: { } source, Margins: not null } && model.TakesMask && await readers.PixelsOfAsync(source, ct) is { } pixels)
        {
            // The vendor's own way knows one side, all sides or a square, and no pixels.
            image = OutpaintCanvas.AsInpaint(image, pixels);
        }

        var input = new ReplicateInput(model, image);
        await input.WriteAsync((mediaType, bytes) => _files.AddressOfAsync(mediaType, bytes, ct));
        var begun = await Together.AnyAsync(image.InShares(input.MostAtOnce), share => BeginAsync(image, model, input.For(share), ct), ct);
        return Report(new JobIds([.. begun.Select(prediction => prediction.Id!)]).JobOf(image.Model), model, [.. begun.Select(PredictionState.Of)]);
    }

    public async Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct)
    {
        var states = await Together.AllAsync(JobIds.Of(job).Ids, id => StateAsync(id, ct), ct);
        return Report(job, ReplicateModelRow.Known.GetValueOrDefault(job.Model), states);
    }

    public async Task CancelAsync(VendorJob job, CancellationToken ct)
    {
        foreach (var id in JobIds.Of(job).Ids)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf($"predictions/{Uri.EscapeDataString(id)}/cancel"));
            options.Authorize(request);
            await calls.StopAsync(Name, request, _faults, options.MediaTimeout, ct);
        }
    }

    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => throw new NotSupportedException("Predictions hold no word of ours to find them by.");

    /// <summary>Done when all are over. What some made is delivered though others failed; pictures of a refused prediction count as withheld.</summary>
    private static MediaReport Report(VendorJob job, ReplicateModelRow? model, IReadOnlyList<PredictionState> states)
    {
        if (!states.All(state => state.IsOver))
        {
            var told = states.Where(state => state.Progress is not null).Select(state => state.Progress!.Value).ToArray();
            return new MediaUnderWay(job, Progress: told.Length == states.Count ? told.Average() : null);
        }

        var outputs = states.SelectMany(state => state.Outputs ?? []).ToArray();
        if (outputs.Length == 0)
        {
            throw states.First(state => state.Failure is not null).Failure!;
        }

        var withheld = states.Count(state => state.Failure is { Category: FailureCategory.Moderated });
        return new MediaDone(outputs, withheld, model?.UsdPerImage * outputs.Length);
    }

    private async Task<Prediction> BeginAsync(ImageOrder order, ReplicateModelRow model, JsonObject input, CancellationToken ct)
    {
        if (model.IsCommunity || order.Model.Contains(':', StringComparison.Ordinal))
        {
            return await PostAsync("predictions", order, model.Version, input, ct);
        }

        try
        {
            return await PostAsync($"models/{order.Model}/predictions", order, null, input, ct);
        }
        catch (ProviderException e) when (model.Version is not null && e.Code == ProviderErrors.ModelGone().Code)
        {
            // Read by its schema, and not an official one: nothing was begun, and it is ordered by its version.
            models.Remember(order.Model, model with { IsCommunity = true });
            return await PostAsync("predictions", order, model.Version, input, ct);
        }
    }

    private async Task<Prediction> PostAsync(string path, ImageOrder order, string? version, JsonObject input, CancellationToken ct)
    {
        var body = new JsonObject { ["input"] = input.DeepClone() };
        if (version is not null)
        {
            body["version"] = version;
        }

        if (order.Webhook is { Scheme: "https" } webhook)
        {
            body["webhook"] = webhook.AbsoluteUri;
            body["webhook_events_filter"] = new JsonArray("completed");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf(path))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        options.Authorize(request);
        var reply = await calls.SendAsync(Name, request, _faults, CallEffect.BeginsWork, options.MediaTimeout, ct);
        var prediction = reply.Read(ReplicateJson.Default.Prediction, CallEffect.BeginsWork);
        return JobIds.IsId(prediction.Id) && prediction.Status is not null ? prediction : throw ProviderErrors.Garbage().Begun();
    }

    private async Task<PredictionState> StateAsync(string id, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.AddressOf($"predictions/{Uri.EscapeDataString(id)}"));
        options.Authorize(request);
        try
        {
            return PredictionState.Of((await calls.AskAsync(Name, request, _faults, options.MediaTimeout, ct)).Read(ReplicateJson.Default.Prediction));
        }
        catch (ProviderException e) when (e.Retry != RetryAdvice.TryAgain)
        {
            // The vendor does not know it any more: it ends this prediction, not those beside it.
            return new PredictionState(null, e, null);
        }
    }
}
