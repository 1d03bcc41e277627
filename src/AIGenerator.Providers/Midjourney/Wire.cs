using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.Midjourney;

/// <summary>An order as the proxy takes it.</summary>
internal sealed record Imagine(string Prompt, IReadOnlyList<string>? Base64Array, string BotType, string State);

/// <summary>The answer to an order, always with HTTP 200: the code tells.</summary>
internal sealed record ImagineAnswer(int? Code, JsonElement? Result);

/// <summary>How a task stands.</summary>
internal sealed record MidjourneyTask(string? Status, JsonElement? Progress, string? ImageUrl, string? FailReason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Imagine))]
[JsonSerializable(typeof(ImagineAnswer))]
[JsonSerializable(typeof(MidjourneyTask))]
internal sealed partial class MidjourneyJson : JsonSerializerContext;
