using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Moonshot;

/// <summary>Moonshot itself, the vendor of Kimi.</summary>
internal sealed class MoonshotDialect() : ChatDialect("moonshot")
{
    /// <summary>Sampling is fixed: any temperature but 1 is refused with 400, so none is ever sent.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        WriteUsageWish(json);
        json.WriteNumber("max_completion_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            WriteReasoning(json, order);
        }

        WriteEndUser(json, "safety_identifier", order);
    }

    /// <summary>K3 always thinks and has an effort; the K2 family has a switch.</summary>
    private static void WriteReasoning(Utf8JsonWriter json, TextOrder order)
    {
        if (order.Model.StartsWith("kimi-k3", StringComparison.Ordinal))
        {
            json.WriteString("reasoning_effort", EffortOf(order.Reasoning));
            return;
        }

        json.WriteStartObject("thinking");
        json.WriteString("type", order.Reasoning == ReasoningEffort.None ? "disabled" : "enabled");
        json.WriteEndObject();
    }

    private static string EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None or ReasoningEffort.Low or ReasoningEffort.Default => "low",
        ReasoningEffort.Medium => "high",
        ReasoningEffort.High => "max",
    };
}
