using AIGenerator.Kernel.Money;
using AIGenerator.Providers.Media;

namespace AIGenerator.Models;

/// <summary>One model that makes pictures.</summary>
/// <param name="Id">Our id, e.g. <c>flux-1.1-pro</c>.</param>
/// <param name="Name">As its vendor writes it.</param>
/// <param name="Vendor">Who made it.</param>
/// <param name="State">Whether it can still be used.</param>
/// <param name="RetiresOn">The announced end, or the day it ended.</param>
/// <param name="Successor">The id to use instead, for deprecated and retired ones.</param>
/// <param name="Plan">The lowest plan that includes it: <c>free</c> or <c>starter</c>.</param>
/// <param name="Abilities">What it takes and does; a form shows only this.</param>
/// <param name="Price">Null for free models.</param>
/// <param name="Routes">All routes, configured or not, best first. All cost the list price.</param>
/// <param name="DescriptionKey">Catalogue key of the one-line description.</param>
public sealed record ImageModel(
    string Id,
    string Name,
    string Vendor,
    ModelState State,
    DateOnly? RetiresOn,
    string? Successor,
    string Plan,
    ImageAbilities Abilities,
    ImagePrice? Price,
    IReadOnlyList<ImageRoute> Routes,
    string DescriptionKey)
{
    /// <summary>The least a paid picture costs.</summary>
    public static readonly Credits Minimum = new(100);

    /// <summary>Whether it costs nothing.</summary>
    public bool IsFree => Price is null;

    /// <summary>What a number of pictures is expected to cost, and what at most: the same where the price is exact. Zero where free.</summary>
    /// <param name="quality">One of <see cref="ImageAbilities.Qualities"/>; the usual one when null.</param>
    /// <param name="count">How many.</param>
    public (Credits Expected, Credits AtMost) PriceOf(string? quality, int count)
    {
        if (Price is not { } price)
        {
            return (Credits.Zero, Credits.Zero);
        }

        var one = (Abilities.Qualities.FirstOrDefault(q => q.Id == quality)?.PerImage ?? price.PerImage) * price.Markup;
        return (Times(one, count), Times(price.IsMetered ? one * ImagePrice.MeteredMargin : one, count));
    }

    /// <summary>What delivered pictures cost: the exact price, or for metered ones what the vendor counted where it said so; never more than was told.</summary>
    /// <param name="quality">As it was ordered.</param>
    /// <param name="delivered">How many came.</param>
    /// <param name="vendorUsd">What the vendor counted for these.</param>
    public Credits CostOf(string? quality, int delivered, decimal? vendorUsd)
    {
        var (expected, atMost) = PriceOf(quality, delivered);
        return Price is { IsMetered: true } price && vendorUsd is { } usd && delivered > 0
            ? Credits.Min(atMost, Credits.Max(new Credits(Minimum.Value * delivered), Credits.FromUsd(usd * price.Markup)))
            : expected;
    }

    private static Credits Times(decimal usd, int count) => Credits.Max(new Credits(Minimum.Value * count), Credits.FromUsd(usd * count));
}

/// <summary>One way to a model.</summary>
/// <param name="Provider">The provider's id, e.g. <c>replicate</c>.</param>
/// <param name="UpstreamModel">The provider's id of the model.</param>
/// <param name="Tasks">What this way serves; null for all that the model can.</param>
public sealed record ImageRoute(string Provider, string UpstreamModel, IReadOnlyList<ImageTask>? Tasks = null);

/// <summary>What an image model takes and does.</summary>
/// <param name="Tasks">What it can be asked for.</param>
/// <param name="Ratios">Shapes with their size; empty where the source's is kept.</param>
/// <param name="MaxCount">Most pictures of one order.</param>
/// <param name="MaxPrompt">Characters of the longest prompt; 0 where it takes none.</param>
/// <param name="NegativePrompt">Whether it takes what is not to be seen.</param>
/// <param name="Seed">Whether the same seed makes the same picture.</param>
/// <param name="References">Most pictures to go by.</param>
/// <param name="Strength">Whether it can be told how far to leave the source.</param>
/// <param name="Qualities">Steps of quality with their prices; empty where there is one.</param>
/// <param name="Quality">The usual one of them.</param>
/// <param name="Styles">The vendor's words for styles, the usual one first.</param>
/// <param name="Scales">How many times larger it makes pictures; empty where it decides itself.</param>
/// <param name="Vector">Whether it makes shapes (SVG) instead of pixels.</param>
public sealed record ImageAbilities(
    IReadOnlyList<ImageTask> Tasks,
    IReadOnlyList<ImageRatio> Ratios,
    int MaxCount,
    int MaxPrompt,
    bool NegativePrompt,
    bool Seed,
    int References,
    bool Strength,
    IReadOnlyList<ImageQuality> Qualities,
    string? Quality,
    IReadOnlyList<string> Styles,
    IReadOnlyList<int> Scales,
    bool Vector);

/// <summary>A shape.</summary>
/// <param name="Ratio">Width to height, e.g. <c>16:9</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ImageRatio(string Ratio, int Width, int Height);

/// <summary>A step of quality.</summary>
/// <param name="Id">The vendor's word.</param>
/// <param name="PerImage">List price in US dollars.</param>
public sealed record ImageQuality(string Id, decimal PerImage);

/// <summary>List price in US dollars, as the vendor states it.</summary>
/// <param name="PerImage">At the usual quality.</param>
/// <param name="IsMetered">The vendor counts tokens or seconds, so the sum is known only afterwards.</param>
/// <param name="Markup">Factor on the list price; 1.0 by default.</param>
public sealed record ImagePrice(decimal PerImage, bool IsMetered = false, decimal Markup = 1.0m)
{
    /// <summary>How much dearer than expected a metered picture may come before the owner bears it.</summary>
    public const decimal MeteredMargin = 1.6m;
}
