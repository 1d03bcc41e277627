using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.OpenAICompatible;

/// <summary>The owner's own server: Ollama, llama.cpp, vLLM, LM Studio, or whatever speaks their common part.</summary>
internal sealed class OpenAICompatibleDialect() : ChatDialect(Id)
{
    public const string Id = "openai-compatible";

    /// <summary>Only what all four servers know: older ones refuse or ignore <c>max_completion_tokens</c>, effort and user ids.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        WriteUsageWish(json);
        json.WriteNumber("max_tokens", order.MaxOutputTokens);
        WriteTemperature(json, order);
    }

    /// <summary>The owner pays nobody for the own machine, whatever the server says of cost.</summary>
    public override TextUsage UsageOf(ChatUsage usage) => ChatUsageArithmetic.Inclusive(usage) with { CostUsd = null };
}
