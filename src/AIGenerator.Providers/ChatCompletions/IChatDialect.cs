using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>How one vendor speaks the chat-completions protocol that OpenAI began. Everything not here is the same for all.</summary>
internal interface IChatDialect
{
    /// <summary>The provider's id.</summary>
    string ProviderId { get; }

    /// <summary>Writes the members after <c>stream</c>: the output limit, reasoning, usage.</summary>
    void WriteOptions(Utf8JsonWriter json, TextOrder order);

    /// <summary>Puts this provider's echo back into an assistant turn.</summary>
    void WriteEcho(Utf8JsonWriter json, ProviderEcho echo);

    /// <summary>Whether <c>reasoning_details</c> must be kept and sent back.</summary>
    bool KeepsReasoningDetails { get; }

    /// <summary>Our arithmetic from the vendor's.</summary>
    TextUsage UsageOf(ChatUsage usage);

    /// <summary>Header of the answer that names it, for reconciliation; the chunks' id where there is none.</summary>
    string? IdHeader { get; }
}
