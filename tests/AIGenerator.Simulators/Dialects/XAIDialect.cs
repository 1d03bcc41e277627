using System.Text.Json;

namespace AIGenerator.Simulators.Dialects;

/// <summary>xAI's: reasoning beside the completion, cost in ticks, sentences for error codes.</summary>
internal sealed class XAIDialect : SimDialect
{
    private const int TicksPerToken = 100_000;

    public override string Path => "/xai/v1";

    public override string Models => List("grok-4.3", "grok-4.5");

    public override IReadOnlyList<string> Ended =>
    [
        "grok-4-0709", "grok-4-fast-reasoning", "grok-4-fast-non-reasoning", "grok-4-1-fast-reasoning", "grok-4-1-fast-non-reasoning", "grok-code-fast-1",
        "grok-3", "grok-imagine-image-pro",
    ];

    public override bool LeavesOutFinish => true;

    public override string InStream => """{"error":{"message":"Upstream stream failed","type":"server_error","code":500}}""";

    public override (int Status, string Body)? Refusal(string fault, long maxTokens) => fault switch
    {
        "400" => Sentence(400, "Client specified an invalid argument", "Argument not supported on this model: presencePenalty"),
        "401" => Sentence(400, "Client specified an invalid argument", "Incorrect API key provided: sk-secret. You can obtain an API key from the console."),
        "402" => Sentence(429, "Some resource has been exhausted", "Your team 0000 has either used all available credits or reached its monthly spending limit."),
        "402-new" => Sentence(403, "The caller does not have permission to execute the specified operation", "Your newly created team doesn't have any credits or licenses yet."),
        "403" => Sentence(403, "The caller does not have permission to execute the specified operation", "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"),
        "404" => Sentence(404, "Some requested entity was not found", "The model x does not exist or your team does not have access to it."),
        "413" => Sentence(400, "Client specified an invalid argument", "This model's maximum prompt length is 131072 but the request contains 200000 tokens."),
        "429" => Sentence(429, "Some resource has been exhausted", "Too many requests for team 0000."),
        "500" => (500, """{"error":"Internal error"}"""),
        "503" => Sentence(503, "The service is currently unavailable", "The model is at capacity."),
        "error-inside" => Sentence(200, "The service is currently unavailable", "The model did not respond"),
        _ => null,
    };

    public override string Usage(int words, int reasoning)
    {
        var output = words + reasoning;
        return $$$"""{"prompt_tokens":20,"completion_tokens":{{{words}}},"total_tokens":{{{output + 20}}},"prompt_tokens_details":{"text_tokens":20,"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}},"num_sources_used":0,"cost_in_usd_ticks":{{{output * TicksPerToken}}}}""";
    }

    private static (int Status, string Body) Sentence(int status, string code, string error) => (status, JsonSerializer.Serialize(new { code, error }));
}
