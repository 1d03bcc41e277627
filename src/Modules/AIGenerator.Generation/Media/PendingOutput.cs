using System.Text.Json;
using System.Text.Json.Serialization;
using AIGenerator.Providers.Media;

namespace AIGenerator.Generation.Media;

/// <summary>One file of a vendor that is to be kept: where it lies with us already, or where the vendor has it.</summary>
/// <param name="Place">Its place in the batch.</param>
/// <param name="FileKey">In our store, as the vendor sent it.</param>
/// <param name="Address">At the vendor.</param>
/// <param name="Seed">See <see cref="MediaOutput"/>.</param>
/// <param name="Prompt">See <see cref="MediaOutput"/>.</param>
/// <param name="Tries">How often our own tool failed with it.</param>
/// <param name="IsLost">It cannot be had, now or later.</param>
/// <param name="Kept">What is in the store of it; null until it is.</param>
internal sealed record PendingOutput(int Place, string? FileKey, string? Address, long? Seed, string? Prompt, int Tries = 0, bool IsLost = false, KeptFile? Kept = null);

/// <summary>A file that is kept already, while others of its batch are still to come.</summary>
internal sealed record KeptFile(string MediaType, long Bytes, int Width, int Height, byte[] Sha256, string? BlurHash, int Previews);

/// <summary>What the media tables hold as JSON.</summary>
internal static class MediaJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static ImageRequest Request(string json) => JsonSerializer.Deserialize<ImageRequest>(json, Options) ?? throw new JsonException("A stored request is null.");

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
