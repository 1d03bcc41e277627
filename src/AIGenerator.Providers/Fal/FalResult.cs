using System.Text.Json;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Fal;

/// <summary>The files of a result. Endpoints name them as they like (<c>images</c>, <c>image</c>): a file is an object with an address.</summary>
internal static class FalResult
{
    public static IReadOnlyList<MediaOutput> OutputsOf(Dictionary<string, JsonElement> result)
    {
        var seed = result.TryGetValue("seed", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : (long?)null;
        return [.. result.Values.SelectMany(FilesOf).Select(address => new MediaOutput(default, address, seed))];
    }

    private static IEnumerable<Uri> FilesOf(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.Object => AddressOf(member) is { } address ? [address] : [],
        JsonValueKind.Array => member.EnumerateArray().Select(AddressOf).OfType<Uri>(),
        _ => [],
    };

    private static Uri? AddressOf(JsonElement file) =>
        file.ValueKind == JsonValueKind.Object && file.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String
        && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : null;
}
