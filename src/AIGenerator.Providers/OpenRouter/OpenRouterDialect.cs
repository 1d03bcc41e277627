using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.OpenRouter;

/// <summary>Many vendors behind one key.</summary>
internal sealed class OpenRouterDialect() : ChatDialect("openrouter")
{
    public override bool KeepsReasoningDetails => true;

    public override string? IdHeader => "X-Generation-Id";

    /// <summary>Usage comes always; the credit check before the answer goes by <c>max_tokens</c>, so it is always sent.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        json.WriteNumber("max_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteStartObject("reasoning");
            json.WriteString("effort", EffortOf(order.Reasoning));
            json.WriteEndObject();
        }

        WriteTemperature(json, order);
        WriteEndUser(json, "user", order);
    }

    /// <summary>An altered or reordered detail is refused with 400, so the array goes back byte for byte.</summary>
    public override void WriteAssistant(Utf8JsonWriter json, ProviderEcho? echo)
    {
        if (echo is not null)
        {
            json.WritePropertyName("reasoning_details");
            json.WriteRawValue(echo.Json);
        }
    }

    private static string EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None or ReasoningEffort.Default => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
    };
}
