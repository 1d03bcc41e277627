namespace AIGenerator.Providers.ChatCompletions;

/// <summary>Vendors' faults in our words. Codes before texts, texts before statuses: statuses are what vendors disagree on most.</summary>
internal static class FaultMap
{
    private static readonly string[] OverloadCodes =
        ["provider_overloaded", "provider_unavailable", "engine_overloaded_error", "overloaded_error", "server_overloaded", "slow_down"];

    /// <summary>Whether the vendor says of itself that it takes no more: OpenAI "slow_down", OpenRouter "provider_overloaded", Ideogram "Overloaded" (read 2026-11).</summary>
    public static bool SaysOverloaded(VendorFault fault) => fault.Says(OverloadCodes) || fault.Mentions("overloaded");

    public static ProviderException Map(VendorFault fault) => ByCode(fault) ?? ByText(fault) ?? ByStatus(fault);

    private static ProviderException? ByCode(VendorFault fault)
    {
        // 429 with these codes is an empty account, not a crowd: OpenAI insufficient_quota and its spend limits, Moonshot exceeded_current_quota_error.
        if (fault.Says("insufficient_quota", "exceeded_current_quota_error", "payment_required", "billing_error", "billing_hard_limit_reached",
            "project_spend_limit_exceeded", "organization_spend_limit_exceeded", "enforced_spend_limit_reached"))
        {
            return ProviderErrors.NoFunds();
        }

        if (fault.Says("invalid_api_key", "authentication_error", "invalid_authentication_error"))
        {
            return ProviderErrors.BadKey();
        }

        // exceed_context_size_error is llama.cpp's.
        if (fault.Says("context_length_exceeded", "exceed_context_size_error", "request_too_large"))
        {
            return ProviderErrors.ContextTooLong();
        }

        if (fault.HasModerationDetails
            || fault.Says("content_policy_violation", "moderation_blocked", "content_filter", "safety_violation", "content_moderation"))
        {
            return ProviderErrors.Moderated();
        }

        if (fault.Says("model_not_found", "resource_not_found_error", "not_found_error"))
        {
            return ProviderErrors.ModelGone();
        }

        if (fault.Says("rate_limit_exceeded", "rate_limit_reached_error", "rate_limit_error"))
        {
            return ProviderErrors.RateLimited(fault.RetryAfter);
        }

        if (fault.Says(OverloadCodes))
        {
            return ProviderErrors.Overloaded(fault.RetryAfter);
        }

        return fault.Says("timeout", "timeout_error") ? ProviderErrors.Timeout() : null;
    }

    private static ProviderException? ByText(VendorFault fault)
    {
        // xAI says 403 or 429 to an empty account; only the sentence tells it from a permission or a crowd.
        if (fault.Mentions("insufficient credits", "insufficient balance", "requires more credits", "credit balance is too low",
            "used all available credits", "doesn't have any credits", "run out of credits"))
        {
            return ProviderErrors.NoFunds();
        }

        // xAI and Gemini answer 400 to a wrong key.
        if (fault.Mentions("incorrect api key", "api key not valid", "missing authentication header"))
        {
            return ProviderErrors.BadKey();
        }

        // The last two are xAI's and Moonshot's.
        if (fault.Mentions("maximum context length", "context length", "context size", "context window", "prompt is too long",
            "maximum prompt length", "exceeded model token limit"))
        {
            return ProviderErrors.ContextTooLong();
        }

        // DeepSeek (400) and xAI (403).
        if (fault.Mentions("content exists risk", "violates usage guidelines"))
        {
            return ProviderErrors.Moderated();
        }

        // Ollama answers 404 `model "x" not found, try pulling it first`; OpenRouter 400 `x is not a valid model ID`,
        // DeepSeek 400 `Model Not Exist`.
        if (fault.Mentions("is not a valid model id", "model not exist", "no endpoints found", "no endpoints available") || (fault.Mentions("model") && fault.Mentions("not found")))
        {
            return ProviderErrors.ModelGone();
        }

        return fault.Mentions("currently unavailable", "overloaded") ? ProviderErrors.Overloaded(fault.RetryAfter) : null;
    }

    private static ProviderException ByStatus(VendorFault fault) => fault.Status switch
    {
        401 => ProviderErrors.BadKey(),
        402 => ProviderErrors.NoFunds(),
        403 => ProviderErrors.Forbidden(),
        404 or 410 => ProviderErrors.ModelGone(),
        408 or 504 or 524 => ProviderErrors.Timeout(),
        413 => ProviderErrors.ContextTooLong(),
        429 => ProviderErrors.RateLimited(fault.RetryAfter),
        503 or 529 => ProviderErrors.Overloaded(fault.RetryAfter),
        >= 400 and < 500 => ProviderErrors.InvalidRequest(),
        _ => ProviderErrors.Failed(fault.RetryAfter),
    };
}
