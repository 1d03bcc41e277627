namespace AIGenerator.Providers.Text;

/// <summary>One upstream service that answers conversations: OpenRouter, OpenAI, Anthropic, any OpenAI-compatible server, the built-in model.</summary>
public interface ITextProvider
{
    /// <summary>The provider's stable id as routes name it, e.g. <c>openrouter</c>.</summary>
    string Id { get; }

    /// <summary>Whether it can be called: a key (or an address) is set. The built-in one always can.</summary>
    bool IsConfigured { get; }

    /// <summary>How long <see cref="TextRouter"/> waits for this provider. Adapters need not watch the clock themselves.</summary>
    TextTimeouts Timeouts => TextTimeouts.Default;

    /// <summary>
    /// Sends the order and streams the answer. Ends with exactly one <see cref="TextFinished"/>, or throws
    /// <see cref="ProviderException"/>. Makes one attempt only: retry and fallback are decorators, because only they know whether something
    /// was already shown.
    /// </summary>
    /// <param name="order">What to answer.</param>
    /// <param name="ct">Closes the upstream connection, which stops generation where the vendor supports it.</param>
    /// <exception cref="ProviderException">The vendor refused, failed, timed out or answered nonsense.</exception>
    IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, CancellationToken ct);
}

/// <summary>How long a provider may keep silent.</summary>
/// <param name="FirstOutput">From the request to the first text or reasoning.</param>
/// <param name="Silence">Between two of them.</param>
public sealed record TextTimeouts(TimeSpan FirstOutput, TimeSpan Silence)
{
    /// <summary>Three minutes to think, one minute between two words.</summary>
    public static readonly TextTimeouts Default = new(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1));
}

/// <summary>One answer to be made.</summary>
/// <param name="Model">The upstream's own model id, from the route.</param>
/// <param name="System">Instructions, or null.</param>
/// <param name="Turns">The conversation, oldest first, ending with a user turn.</param>
/// <param name="MaxOutputTokens">Upper bound of output tokens, reasoning included; what the hold covers.</param>
/// <param name="Reasoning">How hard to think, where the model can.</param>
/// <param name="Temperature">Only sent where set: many current models refuse it.</param>
/// <param name="EndUser">An opaque stable id of the workspace, for vendors that ask for one. Never an e-mail.</param>
public sealed record TextOrder(
    string Model,
    string? System,
    IReadOnlyList<TextTurn> Turns,
    int MaxOutputTokens,
    ReasoningEffort Reasoning = ReasoningEffort.Default,
    double? Temperature = null,
    string? EndUser = null);

/// <summary>Who said a turn.</summary>
public enum TurnRole
{
    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}

/// <summary>One turn of the conversation.</summary>
/// <param name="Role">Who said it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Images">Pictures that the turn shows, for models that see.</param>
/// <param name="Echo">
/// What this provider asked to get back unchanged with an assistant turn (reasoning details, signatures), as it stood in
/// <see cref="TextFinished.Echo"/>. Only sent to the provider that made it.
/// </param>
public sealed record TextTurn(TurnRole Role, string Text, IReadOnlyList<InputImage>? Images = null, ProviderEcho? Echo = null);

/// <summary>A picture in a turn, already checked and re-encoded by us.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c> or <c>image/gif</c>.</param>
/// <param name="Bytes">The file.</param>
public sealed record InputImage(string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>Opaque state that one provider wants echoed in the next turn.</summary>
/// <param name="Provider">The provider's id; another provider never sees it.</param>
/// <param name="Json">The provider's own JSON.</param>
public sealed record ProviderEcho(string Provider, string Json);

/// <summary>How hard to think.</summary>
public enum ReasoningEffort
{
    /// <summary>What the model does when nothing is asked.</summary>
    Default,

    /// <summary>Not at all, where the model allows that.</summary>
    None,

    /// <summary>Briefly.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Long.</summary>
    High,
}
