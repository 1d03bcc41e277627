using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Midjourney;

/// <summary>
/// A proxy to Midjourney with the <c>/mj</c> interface, over HTTP alone. An order makes one picture of four (the grid); taking one out of it would be
/// another paid action. Nothing can be stopped, and its hooks are unsigned, so it is only ever asked.
/// </summary>
internal sealed class MidjourneyImageProvider(MidjourneyOptions options, VendorCalls calls) : IMediaProvider
{
    public const string Name = "midjourney-proxy";

    private readonly MidjourneyFaults _faults = new();

    public string Id => Name;

    public bool IsConfigured => options.IsConfigured;

    public Uri? Home => options.IsConfigured ? new Uri(options.BaseUrl) : null;

    public MediaTraits Traits => new(AtOnce: options.MaxAtOnce, HasJobs: true, Key: options.KeyPrint);

    public async Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct)
    {
        if (order is not ImageOrder { Prompt.Length: > 0, Mask: null, Margins: null } image)
        {
            throw ProviderErrors.InvalidRequest();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf(PathOf(image) + "/submit/imagine"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(BodyOf(image), MidjourneyJson.Default.Imagine)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        options.Authorize(request);
        var reply = await calls.SendAsync(Name, request, _faults, CallEffect.BeginsWork, options.MediaTimeout, ct);
        var answer = reply.Read(MidjourneyJson.Default.ImagineAnswer, CallEffect.BeginsWork);
        if (answer.Code is { } code && MidjourneyFaults.OfCode(code) is { } refusal)
        {
            throw refusal;
        }

        var id = answer.Result is { ValueKind: JsonValueKind.String or JsonValueKind.Number } result ? result.ToString() : null;
        return answer.Code is not null && JobIds.IsId(id) ? new MediaUnderWay(new VendorJob(id!, image.Model)) : throw ProviderErrors.Garbage().Begun();
    }

    public async Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.AddressOf($"mj/task/{Uri.EscapeDataString(job.Id)}/fetch"));
        options.Authorize(request);
        var task = (await calls.AskAsync(Name, request, _faults, options.MediaTimeout, ct)).Read(MidjourneyJson.Default.MidjourneyTask);
        return task.Status switch
        {
            null => throw ProviderErrors.Garbage(),
            "SUCCESS" => Uri.TryCreate(task.ImageUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? new MediaDone([new MediaOutput(default, address)])
                : throw ProviderErrors.Empty(RetryAdvice.TryAnotherRoute),
            "FAILURE" => throw MidjourneyFaults.OfTask(task.FailReason),

            // MODAL waits for a person's answer that nobody here gives.
            "CANCEL" or "MODAL" => throw ProviderErrors.WorkFailed(),
            _ => new MediaUnderWay(job, Progress: ProgressOf(task.Progress)),
        };
    }

    /// <summary>The interface has no way to stop a task: it is left alone.</summary>
    public Task CancelAsync(VendorJob job, CancellationToken ct) => Task.CompletedTask;

    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => throw new NotSupportedException("The proxy has no list of tasks to look into.");

    /// <summary>The speed is a part of the path.</summary>
    private static string PathOf(ImageOrder order) => order.Quality switch
    {
        null => "mj",
        "fast" or "turbo" or "relax" => "mj-" + order.Quality,
        _ => throw ProviderErrors.InvalidRequest(),
    };

    private static Imagine BodyOf(ImageOrder order)
    {
        SourceImage[] pictures = order.Source is { } source ? [source, .. order.References ?? []] : [.. order.References ?? []];
        return new Imagine(
            MidjourneyPrompt.Of(order),
            pictures.Length == 0 ? null : [.. pictures.Select(picture => DataAddress.Of(picture.MediaType, picture.Bytes.Span))],
            order.Model == "niji" ? "NIJI_JOURNEY" : "MID_JOURNEY",
            order.Id.ToString("N", CultureInfo.InvariantCulture));
    }

    /// <summary><c>45%</c>.</summary>
    private static double? ProgressOf(JsonElement? progress) =>
        progress is { ValueKind: JsonValueKind.String } text && int.TryParse(text.GetString()!.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? Math.Min(percent, 100) / 100.0
            : null;
}
