using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.Replicate;

/// <summary>A prediction as the vendor tells it.</summary>
/// <param name="Id">The vendor's id.</param>
/// <param name="Status"><c>starting processing succeeded failed canceled aborted</c>.</param>
/// <param name="Output">An address, a list of them, an object, or null.</param>
/// <param name="Error">Free text. For classifying only: never shown, never logged.</param>
/// <param name="Logs">What the model printed; holds its progress.</param>
/// <param name="Input">What it was ordered with, as long as the vendor keeps it.</param>
internal sealed record Prediction(string? Id, string? Status, JsonElement? Output, JsonElement? Error, JsonElement? Logs, JsonElement? Input);

internal sealed record ReplicateModelAnswer([property: JsonPropertyName("latest_version")] ReplicateVersionAnswer? LatestVersion);

internal sealed record ReplicateVersionAnswer(string? Id, [property: JsonPropertyName("openapi_schema")] JsonElement? OpenapiSchema);

internal sealed record ReplicateFileAnswer(ReplicateFileUrls? Urls);

internal sealed record ReplicateFileUrls(string? Get);

internal sealed record ReplicateSecretAnswer(string? Key);

/// <summary><c>application/problem+json</c>.</summary>
internal sealed record ReplicateProblem(string? Title, string? Detail);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(ReplicateModelAnswer))]
[JsonSerializable(typeof(ReplicateVersionAnswer))]
[JsonSerializable(typeof(ReplicateFileAnswer))]
[JsonSerializable(typeof(ReplicateSecretAnswer))]
[JsonSerializable(typeof(ReplicateProblem))]
[JsonSerializable(typeof(Dictionary<string, ReplicateModelRow>))]
internal sealed partial class ReplicateJson : JsonSerializerContext;
