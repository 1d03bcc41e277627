using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.OpenAICompatible;

/// <summary>The owner's own server: Ollama, llama.cpp, vLLM, LM Studio, or whatever speaks their common part.</summary>
internal sealed class OpenAICompatibleTextProvider : ITextProvider, IChatDialect
{
    public const string ProviderId = "openai-compatible";

    private readonly OpenAICompatibleOptions _options;
    private readonly ChatCompletionsClient _client;

    public OpenAICompatibleTextProvider(OpenAICompatibleOptions options, ChatCompletionsClientFactory clients)
    {
        _options = options;
        _client = clients.Create(options, this);
    }

    public string Id => ProviderId;

    public bool IsConfigured => _options.BaseUrl.Length > 0;

    public TextTimeouts Timeouts => _options.Timeouts;

    string IChatDialect.ProviderId => ProviderId;

    bool IChatDialect.KeepsReasoningDetails => false;

    string? IChatDialect.IdHeader => null;

    public IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, CancellationToken ct) => _client.StreamAsync(order, ct);

    /// <summary>Only what all four servers know: older ones refuse or ignore <c>max_completion_tokens</c>, effort and user ids.</summary>
    void IChatDialect.WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
        json.WriteNumber("max_tokens", order.MaxOutputTokens);
        if (order.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }
    }

    void IChatDialect.WriteEcho(Utf8JsonWriter json, ProviderEcho echo)
    {
    }

    /// <summary>The owner pays nobody for the own machine, whatever the server says of cost.</summary>
    TextUsage IChatDialect.UsageOf(ChatUsage usage) => ChatUsageArithmetic.Inclusive(usage) with { CostUsd = null };
}
