using AIGenerator.Models;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Options;

namespace AIGenerator.Chat.Titles;

/// <summary>
/// Which model names a chat: the cheapest of the provider that answered it, so that a conversation is never told to somebody else; on the
/// owner's own server the answering model itself, so that no other has to be loaded there.
/// </summary>
internal sealed class TitleModels(IModelCatalogue catalogue, IOptions<TitleOptions> options)
{
    /// <summary>Tokens of the longest answer: six words of any language, and a thought or two of models that cannot quite be told not to think.</summary>
    public const int MostOutput = 100;

    private static readonly TextUsage Longest = new(SuggestTitleHandler.MostInput, 0, MostOutput, 0);

    /// <summary>The route to ask, or null where nobody cheap enough is there.</summary>
    public TextRoute? For(string? provider, string model)
    {
        if (!options.Value.Enabled || provider is null || catalogue.BuiltIn.Routes.Any(route => route.Provider == provider))
        {
            return null;
        }

        if (catalogue.Find(model) is { IsFree: true } own)
        {
            return RouteOf(own, provider);
        }

        // Models with an announced end still answer; some vendors have nothing else that is cheap.
        return catalogue.TextModels
            .Where(row => row is { State: not ModelState.Retired, Price: not null } && UsdOf(row.Price) <= options.Value.MostUsd)
            .OrderBy(row => row.State).ThenBy(row => UsdOf(row.Price!)).ThenBy(row => row.Id, StringComparer.Ordinal)
            .Select(row => RouteOf(row, provider)).FirstOrDefault(route => route is not null);
    }

    private TextRoute? RouteOf(TextModel model, string provider) =>
        catalogue.RoutesFor(model).FirstOrDefault(route => route.Provider == provider)?.ToTextRoute();

    private static decimal UsdOf(TextPrice price) => ((Longest.InputTokens * price.Input) + (Longest.OutputTokens * price.Output)) / 1_000_000m;
}
