namespace AIGenerator.Simulators.Dialects;

/// <summary>OpenAI's, and with it that of the owner's own server.</summary>
internal sealed class OpenAIDialect : SimDialect
{
    public override string Path => "/v1";

    public override string Models =>
        """{"object":"list","data":[{"id":"sim-model","object":"model","created":1765313051,"owned_by":"system","shutdown_date":null,"max_model_len":32768},{"id":"sim-embed","object":"model","created":1765313051,"owned_by":"system"}]}""";

    public override string InStream => """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":"upstream_error"}}""";

    public override (int Status, string Body)? Refusal(string fault, long maxTokens) => fault switch
    {
        "400" => Error(400, "Unsupported parameter: 'max_tokens'", "invalid_request_error", "unsupported_parameter"),
        "401" => Error(401, "Incorrect API key provided: sk-secret", "invalid_request_error", "invalid_api_key"),
        "402" => Error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
        "403" => Error(400, "Your request was rejected by the safety system", "invalid_request_error", "content_policy_violation"),
        "404" => Error(404, "The model `x` does not exist", "invalid_request_error", "model_not_found"),
        "413" => Error(400, "Your input exceeds the limit", "invalid_request_error", "context_length_exceeded"),
        "429" => Error(429, "Rate limit reached", "requests", "rate_limit_exceeded"),
        "500" => Error(500, "The server had an error", "server_error", null),
        "503" => Error(503, "Slow down", "server_error", "slow_down"),
        "error-inside" => (200, """{"code":"The service is currently unavailable","error":"The model did not respond"}"""),
        _ => null,
    };

    public override string ChunkEnd(bool wantsUsage) => wantsUsage ? ",\"usage\":null,\"obfuscation\":\"x7\"" : "";

    public override string Usage(int words, int reasoning) =>
        $$$"""{"prompt_tokens":20,"completion_tokens":{{{words + reasoning}}},"total_tokens":{{{words + reasoning + 20}}},"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}}}""";
}
