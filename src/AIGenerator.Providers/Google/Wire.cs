using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Providers.Google;

/// <summary>One piece of a stream: a whole response that holds what is new. Unknown members are ignored.</summary>
internal sealed record GeminiChunk(
    IReadOnlyList<GeminiCandidate?>? Candidates,
    GeminiPromptFeedback? PromptFeedback,
    GeminiUsage? UsageMetadata,
    string? ResponseId,
    JsonElement? Error);

internal sealed record GeminiCandidate(GeminiContent? Content, string? FinishReason);

internal sealed record GeminiContent(IReadOnlyList<GeminiPart?>? Parts);

/// <summary>A part: the answer's text, a summary of thought, or a call of a tool. Each may be signed, and a signature may stand alone.</summary>
internal sealed record GeminiPart(string? Text, bool? Thought, string? ThoughtSignature, JsonElement? FunctionCall);

/// <summary>Says why a prompt got no answer at all.</summary>
internal sealed record GeminiPromptFeedback(string? BlockReason);

/// <summary>Running totals; zeros are left out. Cached tokens are inside the prompt's, thoughts stand beside the candidates'.</summary>
internal sealed record GeminiUsage(
    long? PromptTokenCount,
    long? CachedContentTokenCount,
    long? CandidatesTokenCount,
    long? ThoughtsTokenCount,
    long? TotalTokenCount);

/// <summary>An error: <c>Status</c> is the word that counts, <c>Details</c> hold reasons, quotas and waits.</summary>
internal sealed record GeminiError(int? Code, string? Message, string? Status, IReadOnlyList<GeminiErrorDetail?>? Details);

internal sealed record GeminiErrorDetail(string? Reason, string? RetryDelay, IReadOnlyList<GeminiViolation?>? Violations);

internal sealed record GeminiViolation(string? QuotaId);

/// <summary>What we keep between turns: where the answer was signed.</summary>
/// <param name="Model">Who signed.</param>
/// <param name="Length">Length of the whole text, in UTF-16 units; another text is not what was signed.</param>
/// <param name="Signed">The signed parts, in order.</param>
internal sealed record KeptSignatures(string? Model, int Length, IReadOnlyList<SignedPart>? Signed);

/// <summary>A signed part of the answer's text; it may be empty.</summary>
internal sealed record SignedPart(int At, int Length, string Signature);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(GeminiChunk))]
[JsonSerializable(typeof(IReadOnlyList<GeminiChunk>))]
[JsonSerializable(typeof(GeminiError))]
[JsonSerializable(typeof(KeptSignatures))]
internal sealed partial class GoogleJson : JsonSerializerContext;
