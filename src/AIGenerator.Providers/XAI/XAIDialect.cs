using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.XAI;

/// <summary>xAI itself.</summary>
internal sealed class XAIDialect() : ChatDialect("xai")
{
    /// <summary>No penalties and no stop words: its reasoning models refuse them.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        WriteUsageWish(json);
        json.WriteNumber("max_completion_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteString("reasoning_effort", EffortOf(order.Reasoning));
        }

        WriteTemperature(json, order);
        WriteEndUser(json, "user", order);
    }

    public override TextUsage UsageOf(ChatUsage usage) => XAIUsage.Of(usage);

    private static string EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None or ReasoningEffort.Default => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
    };
}
