using AIGenerator.Kernel.Money;
using AIGenerator.Providers.Text;

namespace AIGenerator.Models;

/// <summary>The catalogue of models: facts from the shipped files, availability from the configured providers.</summary>
public interface IModelCatalogue
{
    /// <summary>Every text model that has a row, retired ones too, in display order.</summary>
    IReadOnlyList<TextModel> TextModels { get; }

    /// <summary>The row with this id, whatever its state.</summary>
    TextModel? Find(string id);

    /// <summary>
    /// The row that serves this id now: itself, or for a retired one its successor (followed to the end). Null where nobody has heard of the
    /// id. Callers show the change when the answer is another model than asked.
    /// </summary>
    TextModel? Resolve(string id);

    /// <summary>
    /// The routes of a model whose provider is configured, best first. Those that are dearer than the model's price are left out: nobody pays, or
    /// makes the owner pay, more than was told. Empty: the model cannot be used on this installation.
    /// </summary>
    IReadOnlyList<ModelRoute> RoutesFor(TextModel model);

    /// <summary>
    /// What a chat starts with when nothing was chosen: the first basic (<c>free</c> plan) model in service that a configured provider
    /// serves, in display order; else the first model of the owner's own server; else the built-in one.
    /// </summary>
    TextModel Default { get; }

    /// <summary>The built-in model: always there, free, the one visitors use.</summary>
    TextModel BuiltIn { get; }
}

/// <summary>One text model.</summary>
/// <param name="Id">Our id, e.g. <c>gpt-5.2</c>.</param>
/// <param name="Name">As its vendor writes it.</param>
/// <param name="Vendor">Who made it, e.g. <c>OpenAI</c>.</param>
/// <param name="State">Whether it can still be used.</param>
/// <param name="RetiresOn">The announced end, or the day it ended.</param>
/// <param name="Successor">The id to use instead, for deprecated and retired ones.</param>
/// <param name="Plan">The lowest plan that includes it: <c>free</c> or <c>starter</c>.</param>
/// <param name="Capabilities">What it can take and do.</param>
/// <param name="ContextTokens">Longest input plus output.</param>
/// <param name="MaxOutputTokens">Longest output.</param>
/// <param name="Price">
/// What is charged, told and held here: the list price, or that of the first configured route where it is dearer. Null for free models.
/// </param>
/// <param name="Routes">All routes, configured or not, best first.</param>
/// <param name="DescriptionKey">Catalogue key of the one-line description.</param>
public sealed record TextModel(
    string Id,
    string Name,
    string Vendor,
    ModelState State,
    DateOnly? RetiresOn,
    string? Successor,
    string Plan,
    ModelCapabilities Capabilities,
    int ContextTokens,
    int MaxOutputTokens,
    TextPrice? Price,
    IReadOnlyList<ModelRoute> Routes,
    string DescriptionKey)
{
    /// <summary>Characters of the longest id: 200 of the owner's server and our prefix. Columns and requests that hold one are as long.</summary>
    public const int LongestId = 220;

    /// <summary>Whether it costs nothing.</summary>
    public bool IsFree => Price is null;

    /// <summary>What an answer with these counts costs: list price times markup, rounded up once, at least the chat minimum of 10; 0 where free.</summary>
    public Credits PriceOf(TextUsage usage) => Price?.PriceOf(usage) ?? Credits.Zero;
}

/// <summary>Whether a model can still be used.</summary>
public enum ModelState
{
    /// <summary>In service.</summary>
    Active,

    /// <summary>In service, with an announced end.</summary>
    Deprecated,

    /// <summary>Gone; its successor answers.</summary>
    Retired,
}

/// <summary>What a text model can take and do.</summary>
public sealed record ModelCapabilities(bool Vision, bool Reasoning, bool Tools, bool Temperature);

/// <summary>A way to a model.</summary>
/// <param name="Provider">The provider's id, e.g. <c>openrouter</c>.</param>
/// <param name="UpstreamModel">The id that provider uses.</param>
/// <param name="Price">What it costs over this route; null where all routes cost the list price.</param>
public sealed record ModelRoute(string Provider, string UpstreamModel, TextPrice? Price = null)
{
    /// <summary>The same for <see cref="TextRouter"/>.</summary>
    public TextRoute ToTextRoute() => new(Provider, UpstreamModel);
}

/// <summary>List price in US dollars per million tokens, as the vendor states it.</summary>
/// <param name="Input">Fresh input.</param>
/// <param name="CachedInput">Input read from the vendor's cache; equals <paramref name="Input"/> where the vendor has no discount.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="LongInput">The higher prices above a prompt length, where the vendor has them.</param>
/// <param name="Markup">Factor on the list price; 1.0 by default.</param>
public sealed record TextPrice(decimal Input, decimal CachedInput, decimal Output, LongInputPrice? LongInput = null, decimal Markup = 1.0m)
{
    /// <summary>The least a paid answer costs.</summary>
    public static readonly Credits Minimum = new(10);

    /// <summary>Whether some answer costs more at this price than at the other.</summary>
    public bool IsDearerThan(TextPrice other)
    {
        // Both are steps: it is enough to look at the lowest one and above each border.
        foreach (var inputTokens in (ReadOnlySpan<long>)[0, (LongInput?.AboveTokens ?? 0) + 1, (other.LongInput?.AboveTokens ?? 0) + 1])
        {
            var (mine, others) = (RatesAt(inputTokens), other.RatesAt(inputTokens));
            if (mine.Input * Markup > others.Input * other.Markup
                || mine.Cached * Markup > others.Cached * other.Markup
                || mine.Output * Markup > others.Output * other.Markup)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>See <see cref="TextModel.PriceOf"/>.</summary>
    public Credits PriceOf(TextUsage usage)
    {
        var (input, cached, output) = RatesAt(usage.InputTokens);
        var usd = (((usage.InputTokens - usage.CachedInputTokens) * input) + (usage.CachedInputTokens * cached) + (usage.OutputTokens * output)) / 1_000_000m;
        return Credits.Max(Minimum, Credits.FromUsd(usd * Markup));
    }

    private (decimal Input, decimal Cached, decimal Output) RatesAt(long inputTokens) => LongInput is { } dearer && inputTokens > dearer.AboveTokens
        ? (dearer.Input, dearer.CachedInput ?? dearer.Input, dearer.Output)
        : (Input, CachedInput, Output);
}

/// <summary>Higher prices for long prompts.</summary>
/// <param name="AboveTokens">The whole prompt is priced so when it is longer than this.</param>
/// <param name="Input">Fresh input.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="CachedInput">Input read from the vendor's cache; as <paramref name="Input"/> where the vendor has no discount.</param>
public sealed record LongInputPrice(long AboveTokens, decimal Input, decimal Output, decimal? CachedInput = null);
