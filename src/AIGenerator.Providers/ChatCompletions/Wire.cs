using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>One chunk of a stream, or a whole answer where a server ignores <c>stream</c>. Unknown members are ignored.</summary>
internal sealed record ChatChunk(string? Id, IReadOnlyList<ChatChoice?>? Choices, ChatUsage? Usage, JsonElement? Error, JsonElement? Code);

/// <summary>One choice. <c>Delta</c> in a stream, <c>Message</c> in a whole answer.</summary>
internal sealed record ChatChoice(ChatDelta? Delta, ChatDelta? Message, string? FinishReason, ChatUsage? Usage, JsonElement? Error);

/// <summary>What a chunk adds. Vendors call reasoning by either of two names.</summary>
internal sealed record ChatDelta(string? Content, string? Refusal, string? Reasoning, string? ReasoningContent, IReadOnlyList<JsonElement>? ReasoningDetails);

/// <summary>What was counted, with every vendor's name for cached tokens.</summary>
internal sealed record ChatUsage(
    long? PromptTokens,
    long? CompletionTokens,
    long? TotalTokens,
    long? CachedTokens,
    long? PromptCacheHitTokens,
    long? CostInUsdTicks,
    ChatPromptDetails? PromptTokensDetails,
    ChatCompletionDetails? CompletionTokensDetails,
    decimal? Cost);

internal sealed record ChatPromptDetails(long? CachedTokens);

internal sealed record ChatCompletionDetails(long? ReasoningTokens);

/// <summary>The answer of <c>GET /models</c>. llama.cpp adds a second list, which says what its models can do.</summary>
internal sealed record ChatModelList(IReadOnlyList<ChatModelRow?>? Data, IReadOnlyList<NamedModelRow?>? Models);

/// <summary>A model of that list; vLLM says its context length, some gateways what it takes.</summary>
internal sealed record ChatModelRow(string? Id, int? MaxModelLen, JsonElement? Capabilities, ChatModelArchitecture? Architecture);

/// <summary>What goes into a model.</summary>
internal sealed record ChatModelArchitecture(JsonElement? InputModalities);

/// <summary>A row of llama.cpp's second list: <c>"capabilities":["completion","multimodal"]</c>.</summary>
internal sealed record NamedModelRow(string? Name, JsonElement? Capabilities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatModelList))]
internal sealed partial class ChatJson : JsonSerializerContext;
