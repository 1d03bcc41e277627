using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.Fal;

/// <summary>Where a request is in the vendor's line: the answer to an order, and to a question about it.</summary>
internal sealed record FalStatus(
    string? Status,
    string? RequestId,
    Uri? StatusUrl,
    Uri? ResponseUrl,
    Uri? CancelUrl,
    JsonElement? QueuePosition,
    JsonElement? Error,
    string? ErrorType);

/// <summary>An error: <paramref name="Detail"/> is a text where the vendor's own parts failed, and a list where the model did.</summary>
internal sealed record FalError(JsonElement? Detail, string? ErrorType);

/// <summary>The keys of its reports (RFC 7517).</summary>
internal sealed record FalKeySet(IReadOnlyList<FalKey?>? Keys);

internal sealed record FalKey(string? Kty, string? Crv, string? X);

internal sealed record FalReport(string? RequestId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FalStatus))]
[JsonSerializable(typeof(FalError))]
[JsonSerializable(typeof(FalKeySet))]
[JsonSerializable(typeof(FalReport))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class FalJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, FalModelRow>))]
internal sealed partial class FalTableJson : JsonSerializerContext;
