using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>A vendor of this protocol: its settings, its dialect, and the client that speaks it.</summary>
internal sealed class ChatTextProvider(VendorOptions options, ChatDialect dialect, ChatCompletionsClient client) : ITextProvider
{
    public string Id => dialect.ProviderId;

    public bool IsConfigured => options.IsConfigured;

    public TextTimeouts Timeouts => options.Timeouts;

    public IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, CancellationToken ct) => client.StreamAsync(order, ct);
}
