using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.DeepSeek;

/// <summary>DeepSeek itself. Its models think unless told not to.</summary>
internal sealed class DeepSeekDialect() : ChatDialect("deepseek")
{
    /// <summary>Temperature means nothing to a thinking model, so it is only sent where thinking is off.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        WriteUsageWish(json);
        json.WriteNumber("max_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", order.Reasoning == ReasoningEffort.None ? "disabled" : "enabled");
            json.WriteEndObject();
        }

        if (order.Reasoning is ReasoningEffort.Low or ReasoningEffort.Medium or ReasoningEffort.High)
        {
            // Lower efforts are raised to this one by the vendor; the next, "max", is asked of nobody.
            json.WriteString("reasoning_effort", "high");
        }

        if (order.Reasoning == ReasoningEffort.None)
        {
            WriteTemperature(json, order);
        }

        WriteEndUser(json, "user_id", order);
    }

    /// <summary>
    /// Some conversations are refused with 400 where an assistant turn lacks its reasoning. An empty one satisfies the rule, and a thought of
    /// the past need not be paid again as input.
    /// </summary>
    public override void WriteAssistant(Utf8JsonWriter json, ProviderEcho? echo) => json.WriteString("reasoning_content", "");
}
