using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.OpenAI;

/// <summary>OpenAI itself.</summary>
internal sealed partial class OpenAIDialect() : ChatDialect("openai")
{
    /// <summary>Reasoning models refuse <c>max_tokens</c>; usage comes only when asked for; conversations are not to be kept there.</summary>
    public override void WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        WriteUsageWish(json);
        json.WriteBoolean("store", false);
        json.WriteNumber("max_completion_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteString("reasoning_effort", EffortOf(order));
        }

        if (TakesTemperature(order))
        {
            WriteTemperature(json, order);
        }

        WriteEndUser(json, "safety_identifier", order);
    }

    /// <summary>GPT-5 and its successors take one only where they are told not to reason; the o-series never (read 2026-11).</summary>
    private static bool TakesTemperature(TextOrder order) =>
        !Reasons().IsMatch(order.Model) || (order.Reasoning == ReasoningEffort.None && order.Model.StartsWith("gpt-", StringComparison.Ordinal) && KnowsNoEffort(order.Model));

    [GeneratedRegex("^(gpt-([5-9]|[1-9][0-9])|o[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Reasons();

    private static string EffortOf(TextOrder order) => order.Reasoning switch
    {
        ReasoningEffort.None or ReasoningEffort.Default => KnowsNoEffort(order.Model) ? "none" : "minimal",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
    };

    /// <summary>The first GPT-5 family knows <c>minimal</c> and no <c>none</c>; from 5.1 on it is the other way round.</summary>
    private static bool KnowsNoEffort(string model) => model is not "gpt-5" && !model.StartsWith("gpt-5-", StringComparison.Ordinal);
}
