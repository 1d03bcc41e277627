using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>
/// Asks for thinking in the form that the model knows (platform.claude.com, migration guides read 2026-11): up to 4.5 a budget of tokens;
/// from 4.6 "adaptive" with an effort, off unless asked for; from 5 the same, on unless turned off, which not every model allows.
/// </summary>
internal static partial class ThinkingOrder
{
    private const int LeastBudget = 1024;

    private enum Form
    {
        Budget,
        WhenAsked,
        Always,
    }

    /// <summary>Writes <c>thinking</c> and <c>output_config</c>; whether the model will think.</summary>
    public static bool Write(Utf8JsonWriter json, TextOrder order)
    {
        var isUnasked = order.Reasoning is ReasoningEffort.Default or ReasoningEffort.None;
        switch (FormOf(order.Model))
        {
            case Form.Budget:
                return !isUnasked && WriteBudget(json, order);
            case Form.WhenAsked when isUnasked:
                return false;
            case Form.Always when order.Reasoning == ReasoningEffort.None && OffFor(order.Model) is { } off:
                WriteType(json, off);
                return false;
            default:
                // Newer models think in silence unless a summary is asked for; silence looks like a hang.
                WriteType(json, "adaptive", "summarized");
                WriteEffort(json, order.Reasoning);
                return true;
        }
    }

    /// <summary>Up to 4.5; what comes later is refused with 400 for any temperature but 1 (read 2026-11).</summary>
    public static bool TakesTemperature(string model) => FormOf(model) == Form.Budget;

    /// <summary>The answer needs room beside the thinking, and both come out of the same limit.</summary>
    private static bool WriteBudget(Utf8JsonWriter json, TextOrder order)
    {
        var wanted = order.Reasoning switch
        {
            ReasoningEffort.Default or ReasoningEffort.None => 0,
            ReasoningEffort.Low => 2_048,
            ReasoningEffort.Medium => 8_192,
            ReasoningEffort.High => 24_576,
        };
        var budget = Math.Min(wanted, order.MaxOutputTokens / 2);
        if (budget < LeastBudget)
        {
            return false;
        }

        json.WriteStartObject("thinking");
        json.WriteString("type", "enabled");
        json.WriteNumber("budget_tokens", budget);
        json.WriteEndObject();
        return true;
    }

    private static void WriteType(Utf8JsonWriter json, string type, string? display = null)
    {
        json.WriteStartObject("thinking");
        json.WriteString("type", type);
        if (display is not null)
        {
            json.WriteString("display", display);
        }

        json.WriteEndObject();
    }

    private static void WriteEffort(Utf8JsonWriter json, ReasoningEffort effort)
    {
        var word = effort switch
        {
            ReasoningEffort.Default => null,
            ReasoningEffort.None or ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
        };
        if (word is not null)
        {
            json.WriteStartObject("output_config");
            json.WriteString("effort", word);
            json.WriteEndObject();
        }
    }

    /// <summary>The word that turns thinking off; null where the vendor forbids that (Opus 5.5, Fable) or we do not know.</summary>
    private static string? OffFor(string model) => model switch
    {
        "claude-sonnet-5" or "claude-opus-5" => "disabled",
        "claude-sonnet-5-5" or "claude-haiku-5-5" => "between_tools",
        _ => null,
    };

    private static Form FormOf(string model)
    {
        if (model.StartsWith("claude-3", StringComparison.Ordinal))
        {
            return Form.Budget;
        }

        var version = Version().Match(model);
        if (!version.Success)
        {
            return Form.WhenAsked;
        }

        var major = int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var minor = version.Groups[2].Success ? int.Parse(version.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return (major, minor) switch
        {
            ( >= 5, _) => Form.Always,
            (4, >= 6) => Form.WhenAsked,
            _ => Form.Budget,
        };
    }

    /// <summary><c>claude-sonnet-4-5-20250929</c> is 4.5; a date alone (<c>claude-sonnet-4-20250514</c>) is no minor version.</summary>
    [GeneratedRegex("^claude-[a-z]+-([0-9]{1,2})(?:-([0-9]{1,2}))?(?:-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
