using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Fal;

/// <summary>Any endpoint of pictures in fal's line. There are three states only, and the last says nothing of success: that is known from the result.</summary>
internal sealed partial class FalImageProvider(FalOptions options, VendorCalls calls) : IMediaProvider
{
    public const string Name = "fal";

    private readonly FalFaults _faults = new();

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

        if (!Endpoint().IsMatch(image.Model))
        {
            throw ProviderErrors.ModelGone();
        }

        var row = FalModelRow.Of(image.Model);
        var begun = await Together.AnyAsync(image.InShares(row.Most), share => BeginAsync(share, row, ct), ct);
        var others = begun.Skip(1).Select(status => status.RequestId!);
        var job = new VendorJob(begun[0].RequestId!, image.Model, FalAddresses.Of(begun[0], image.Model, options).AsNote(others));
        return new MediaUnderWay(job, PositionOf(begun[0]));
    }

    public async Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct)
    {
        if (FalAddresses.Of(job, options) is [var only])
        {
            return await StateAsync(job, only, ct);
        }

        var states = await Together.AllAsync(FalAddresses.Of(job, options), addresses => EndOrStateAsync(job, addresses, ct), ct);
        if (states.FirstOrDefault(state => state.Report is MediaUnderWay) is { Report: { } underWay })
        {
            return underWay;
        }

        var outputs = states.Select(state => state.Report).OfType<MediaDone>().SelectMany(done => done.Outputs).ToArray();
        var withheld = states.Count(state => state.Failure is { Category: FailureCategory.Moderated });
        return outputs.Length > 0 ? new MediaDone(outputs, withheld) : throw states[0].Failure!;
    }

    public async Task CancelAsync(VendorJob job, CancellationToken ct)
    {
        foreach (var addresses in FalAddresses.Of(job, options))
        {
            using var request = Authorized(HttpMethod.Put, addresses.Cancel);
            try
            {
                await calls.StopAsync(Name, request, _faults, options.MediaTimeout, ct);
            }
            catch (ProviderException e) when (e.Category == FailureCategory.InvalidInput)
            {
                // 400 ALREADY_COMPLETED: nothing is left to stop.
            }
        }
    }

    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => throw new NotSupportedException("The vendor has no list of requests.");

    private async Task<FalStatus> BeginAsync(ImageOrder order, FalModelRow row, CancellationToken ct)
    {
        var address = order.Webhook is { Scheme: "https" } webhook ? $"{order.Model}?fal_webhook={Uri.EscapeDataString(webhook.AbsoluteUri)}" : order.Model;
        using var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf(address))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(FalInput.Of(order, row).ToJsonString())),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Fal-Object-Lifecycle-Preference", $$"""{"expiration_duration_seconds":{{(long)options.OutputLifetime.TotalSeconds}}}""");
        options.Authorize(request);
        var reply = await calls.SendAsync(Name, request, _faults, CallEffect.BeginsWork, options.MediaTimeout, ct);
        var status = reply.Read(FalJson.Default.FalStatus, CallEffect.BeginsWork);
        return JobIds.IsId(status.RequestId) ? status : throw ProviderErrors.Garbage().Begun();
    }

    /// <summary>How one request of several stands: one that has failed ends itself, not those beside it.</summary>
    private async Task<(MediaReport? Report, ProviderException? Failure)> EndOrStateAsync(VendorJob job, FalAddresses addresses, CancellationToken ct)
    {
        try
        {
            return (await StateAsync(job, addresses, ct), null);
        }
        catch (ProviderException e) when (e.Retry != RetryAdvice.TryAgain)
        {
            return (null, e);
        }
    }

    private async Task<MediaReport> StateAsync(VendorJob job, FalAddresses addresses, CancellationToken ct)
    {
        using var request = Authorized(HttpMethod.Get, addresses.Status);
        var status = (await calls.AskAsync(Name, request, _faults, options.MediaTimeout, ct)).Read(FalJson.Default.FalStatus);
        if (status.Status is null)
        {
            throw ProviderErrors.Garbage();
        }

        if (status.Status != "COMPLETED")
        {
            return new MediaUnderWay(job, PositionOf(status));
        }

        return status.Error is { ValueKind: not JsonValueKind.Null } || status.ErrorType is { Length: > 0 }
            ? throw FalFaults.EndOf(status.ErrorType)
            : await ResultAsync(job, addresses.Response, ct);
    }

    private async Task<MediaReport> ResultAsync(VendorJob job, Uri address, CancellationToken ct)
    {
        var faults = new FalResultFaults();
        using var request = Authorized(HttpMethod.Get, address);
        try
        {
            var reply = await calls.AskAsync(Name, request, faults, options.MediaTimeout, ct);
            var outputs = FalResult.OutputsOf(reply.Read(FalJson.Default.DictionaryStringJsonElement));
            return outputs.Count > 0 ? new MediaDone(outputs) : throw ProviderErrors.Empty(RetryAdvice.TryAnotherRoute);
        }
        catch (ProviderException) when (faults.IsStillWorking)
        {
            return new MediaUnderWay(job);
        }
        catch (ProviderException) when (faults.End is not null)
        {
            throw faults.End;
        }
    }

    private HttpRequestMessage Authorized(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        options.Authorize(request);
        return request;
    }

    private static int? PositionOf(FalStatus status) =>
        status.QueuePosition is { ValueKind: JsonValueKind.Number } position && position.TryGetInt32(out var before) && before >= 0 ? before : null;

    // It becomes the path: no part may climb or carry a query.
    [GeneratedRegex(@"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,7}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Endpoint();
}
