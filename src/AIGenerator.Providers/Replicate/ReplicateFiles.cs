using System.Net.Http.Headers;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Replicate;

/// <summary>Hands files of ours over: small ones in the order itself, others uploaded first.</summary>
internal sealed class ReplicateFiles(ReplicateOptions options, VendorCalls calls)
{
    // The vendor takes data addresses of 256 KB at most.
    private const int LongestAddress = 256 * 1024;

    private readonly ReplicateFaults _faults = new();

    /// <summary>Where the vendor finds the file.</summary>
    /// <exception cref="ProviderException">It could not be uploaded.</exception>
    public async Task<string> AddressOfAsync(string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if ((bytes.Length * 4L / 3) + 100 <= LongestAddress)
        {
            return DataAddress.Of(mediaType, bytes.Span);
        }

        using var form = new MultipartFormDataContent();
        var file = new ReadOnlyMemoryContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        form.Add(file, "\"content\"", "\"image." + mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..] + "\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf("files")) { Content = form };
        options.Authorize(request);
        var reply = await calls.SendAsync(ReplicateImageProvider.Name, request, _faults, CallEffect.None, options.MediaTimeout, ct);
        return reply.Read(ReplicateJson.Default.ReplicateFileAnswer).Urls?.Get ?? throw ProviderErrors.Garbage();
    }
}
