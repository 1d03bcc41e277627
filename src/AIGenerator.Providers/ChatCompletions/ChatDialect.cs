using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>
/// How one vendor speaks the chat-completions protocol that OpenAI began. What most agree on stands here; a vendor says only where it differs.
/// Without state: one instance serves all requests.
/// </summary>
/// <param name="providerId">The provider's id as routes name it.</param>
internal abstract class ChatDialect(string providerId)
{
    /// <summary>The provider's id.</summary>
    public string ProviderId { get; } = providerId;

    /// <summary>Whether <c>reasoning_details</c> must be kept and sent back.</summary>
    public virtual bool KeepsReasoningDetails => false;

    /// <summary>Header of the answer that names it, for reconciliation; the chunks' id where there is none.</summary>
    public virtual string? IdHeader => null;

    /// <summary>Writes the members after <c>stream</c>: the output limit, reasoning, usage.</summary>
    public abstract void WriteOptions(Utf8JsonWriter json, TextOrder order);

    /// <summary>Adds to an assistant turn what the vendor wants back with it.</summary>
    /// <param name="json">Inside the turn, after its content.</param>
    /// <param name="echo">What this provider asked to get back, or null.</param>
    public virtual void WriteAssistant(Utf8JsonWriter json, ProviderEcho? echo)
    {
    }

    /// <summary>Our arithmetic from the vendor's.</summary>
    public virtual TextUsage UsageOf(ChatUsage usage) => ChatUsageArithmetic.Inclusive(usage);

    /// <summary>Asks for the count at the end of the stream.</summary>
    protected static void WriteUsageWish(Utf8JsonWriter json)
    {
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
    }

    /// <summary>The temperature, where one is asked for.</summary>
    protected static void WriteTemperature(Utf8JsonWriter json, TextOrder order)
    {
        if (order.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }
    }

    /// <summary>The opaque id of the workspace under the vendor's name for it, where there is one.</summary>
    protected static void WriteEndUser(Utf8JsonWriter json, string name, TextOrder order)
    {
        if (order.EndUser is { } user)
        {
            json.WriteString(name, user);
        }
    }
}
