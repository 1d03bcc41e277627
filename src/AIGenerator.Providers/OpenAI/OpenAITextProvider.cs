using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.OpenAI;

/// <summary>OpenAI itself.</summary>
internal sealed class OpenAITextProvider : ITextProvider, IChatDialect
{
    public const string ProviderId = "openai";

    private readonly OpenAIOptions _options;
    private readonly ChatCompletionsClient _client;

    public OpenAITextProvider(OpenAIOptions options, ChatCompletionsClientFactory clients)
    {
        _options = options;
        _client = clients.Create(options, this);
    }

    public string Id => ProviderId;

    public bool IsConfigured => _options.ApiKey.Length > 0;

    public TextTimeouts Timeouts => _options.Timeouts;

    string IChatDialect.ProviderId => ProviderId;

    bool IChatDialect.KeepsReasoningDetails => false;

    string? IChatDialect.IdHeader => null;

    public IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, CancellationToken ct) => _client.StreamAsync(order, ct);

    /// <summary>Reasoning models refuse <c>max_tokens</c>; usage comes only when asked for; conversations are not to be kept there.</summary>
    void IChatDialect.WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
        json.WriteBoolean("store", false);
        json.WriteNumber("max_completion_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteString("reasoning_effort", EffortOf(order));
        }

        if (order.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (order.EndUser is { } user)
        {
            json.WriteString("safety_identifier", user);
        }
    }

    void IChatDialect.WriteEcho(Utf8JsonWriter json, ProviderEcho echo)
    {
    }

    TextUsage IChatDialect.UsageOf(ChatUsage usage) => ChatUsageArithmetic.Inclusive(usage);

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

internal static class OpenAIRegistration
{
    public static void AddOpenAI(this IServiceCollection services, IConfiguration configuration) =>
        services.AddChatVendor<OpenAIOptions, OpenAIOptionsValidator>(
            configuration.GetSection(OpenAIOptions.Section),
            OpenAITextProvider.ProviderId,
            static (options, clients) => new OpenAITextProvider(options, clients));
}
