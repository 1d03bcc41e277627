using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.Anthropic;

/// <summary>
/// One event of a stream, or a whole answer (<c>type: message</c>) where somebody between us and the vendor does not stream. Unknown
/// members and types are ignored.
/// </summary>
internal sealed record MessageEvent(
    string? Type,
    int Index,
    MessageEvent? Message,
    MessageBlock? ContentBlock,
    MessageDelta? Delta,
    MessageUsage? Usage,
    JsonElement? Error,
    string? Id,
    IReadOnlyList<MessageBlock?>? Content,
    string? StopReason);

/// <summary>A block: <c>text</c>, <c>thinking</c> with its signature, or <c>redacted_thinking</c>, which is only data.</summary>
internal sealed record MessageBlock(string? Type, string? Text, string? Thinking, string? Signature, string? Data);

/// <summary>What an event adds: to a block, or to the message as a whole.</summary>
internal sealed record MessageDelta(string? Type, string? Text, string? Thinking, string? Signature, string? StopReason);

/// <summary>Running totals, any of which may be null. Cached tokens stand beside <c>input_tokens</c>; thinking is inside <c>output_tokens</c>.</summary>
internal sealed record MessageUsage(
    long? InputTokens,
    long? CacheCreationInputTokens,
    long? CacheReadInputTokens,
    long? OutputTokens,
    MessageOutputDetails? OutputTokensDetails);

internal sealed record MessageOutputDetails(long? ThinkingTokens);

/// <summary>What we keep between turns: thinking blocks as they came, and what they were an answer to.</summary>
/// <param name="Model">Who thought it.</param>
/// <param name="After">The print of all that stood before; see <see cref="ConversationPrint"/>.</param>
/// <param name="Blocks">The blocks, in order.</param>
internal sealed record KeptThinking(string? Model, string? After, IReadOnlyList<KeptBlock>? Blocks);

/// <summary>A kept block, written as the vendor wants it back.</summary>
internal sealed record KeptBlock(string Type, string? Thinking = null, string? Signature = null, string? Data = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageEvent))]
[JsonSerializable(typeof(KeptThinking))]
internal sealed partial class AnthropicJson : JsonSerializerContext;
