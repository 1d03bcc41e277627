using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.OpenRouter;

/// <summary>Many vendors behind one key.</summary>
internal sealed class OpenRouterTextProvider : ITextProvider, IChatDialect
{
    public const string ProviderId = "openrouter";

    private readonly OpenRouterOptions _options;
    private readonly ChatCompletionsClient _client;

    public OpenRouterTextProvider(OpenRouterOptions options, ChatCompletionsClientFactory clients)
    {
        _options = options;
        _client = clients.Create(options, this);
    }

    public string Id => ProviderId;

    public bool IsConfigured => _options.ApiKey.Length > 0;

    public TextTimeouts Timeouts => _options.Timeouts;

    string IChatDialect.ProviderId => ProviderId;

    bool IChatDialect.KeepsReasoningDetails => true;

    string? IChatDialect.IdHeader => "X-Generation-Id";

    public IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, CancellationToken ct) => _client.StreamAsync(order, ct);

    /// <summary>Usage comes always; the credit check before the answer goes by <c>max_tokens</c>, so it is always sent.</summary>
    void IChatDialect.WriteOptions(Utf8JsonWriter json, TextOrder order)
    {
        json.WriteNumber("max_tokens", order.MaxOutputTokens);
        if (order.Reasoning != ReasoningEffort.Default)
        {
            json.WriteStartObject("reasoning");
            json.WriteString("effort", EffortOf(order.Reasoning));
            json.WriteEndObject();
        }

        if (order.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (order.EndUser is { } user)
        {
            json.WriteString("user", user);
        }
    }

    /// <summary>An altered or reordered detail is refused with 400, so the array goes back byte for byte.</summary>
    void IChatDialect.WriteEcho(Utf8JsonWriter json, ProviderEcho echo)
    {
        json.WritePropertyName("reasoning_details");
        json.WriteRawValue(echo.Json);
    }

    TextUsage IChatDialect.UsageOf(ChatUsage usage) => ChatUsageArithmetic.Inclusive(usage);

    private static string EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None or ReasoningEffort.Default => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
    };
}

internal static class OpenRouterRegistration
{
    public static void AddOpenRouter(this IServiceCollection services, IConfiguration configuration) =>
        services.AddChatVendor<OpenRouterOptions, OpenRouterOptionsValidator>(
            configuration.GetSection(OpenRouterOptions.Section),
            OpenRouterTextProvider.ProviderId,
            static (options, clients) => new OpenRouterTextProvider(options, clients));
}
