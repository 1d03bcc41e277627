using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Fal;

/// <summary>
/// Where a request is asked about. The vendor tells it with the order's answer, and only its own host is believed: the key goes there. Otherwise it is
/// put together, and without the order's sub-path (<c>v2.6/pro</c> of <c>fal-ai/kling-video/v2.6/pro</c>).
/// </summary>
internal sealed record FalAddresses(Uri Status, Uri Response, Uri Cancel)
{
    /// <summary>The addresses of an order's answer, ours where the vendor's are missing or lead elsewhere.</summary>
    public static FalAddresses Of(FalStatus answer, string model, FalOptions options)
    {
        var own = Of(answer.RequestId!, model, options);
        return new FalAddresses(
            Checked(answer.StatusUrl, options) ?? own.Status,
            Checked(answer.ResponseUrl, options) ?? own.Response,
            Checked(answer.CancelUrl, options) ?? own.Cancel);
    }

    /// <summary>The addresses of a job's requests: of the first as noted, of those beside it as we put them together.</summary>
    public static IReadOnlyList<FalAddresses> Of(VendorJob job, FalOptions options)
    {
        var own = Of(job.Id, job.Model, options);
        return job.Note?.Split('\n') is [var status, var response, var cancel, .. var others]
            ?
            [
                new FalAddresses(Checked(status, options) ?? own.Status, Checked(response, options) ?? own.Response, Checked(cancel, options) ?? own.Cancel),
                .. others.Where(JobIds.IsId).Select(id => Of(id, job.Model, options)),
            ]
            : [own];
    }

    /// <summary>What a job notes: the addresses of its first request and the ids of the others.</summary>
    public string AsNote(IEnumerable<string> others) => string.Join('\n', [Status.AbsoluteUri, Response.AbsoluteUri, Cancel.AbsoluteUri, .. others]);

    private static FalAddresses Of(string id, string model, FalOptions options)
    {
        var parts = model.Split('/');
        var app = string.Join('/', parts.Take(parts[0] is "workflows" or "comfy" ? 3 : 2));
        var request = $"{app}/requests/{Uri.EscapeDataString(id)}";
        return new FalAddresses(options.AddressOf(request + "/status"), options.AddressOf(request), options.AddressOf(request + "/cancel"));
    }

    private static Uri? Checked(string address, FalOptions options) => Uri.TryCreate(address, UriKind.Absolute, out var parsed) ? Checked(parsed, options) : null;

    private static Uri? Checked(Uri? address, FalOptions options) =>
        address is { IsAbsoluteUri: true, AbsoluteUri.Length: < 1000 }
        && address.GetLeftPart(UriPartial.Authority) == new Uri(options.BaseUrl).GetLeftPart(UriPartial.Authority)
            ? address
            : null;
}
