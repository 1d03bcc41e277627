using static AIGenerator.Models.Catalogue.LifeRules;

namespace AIGenerator.Models.Catalogue;

/// <summary>What must hold in the catalogue of text models.</summary>
internal static class CatalogueRules
{
    /// <exception cref="InvalidCatalogueException">Something does not hold.</exception>
    public static void Check(CatalogueFile file)
    {
        var rows = LifeRules.Check(file.Models);
        foreach (var row in file.Models)
        {
            CheckFacts(row);
        }

        if (!rows.TryGetValue(ModelCatalogue.BuiltInId, out var builtIn) || builtIn.State != ModelState.Active || !builtIn.Free)
        {
            throw new InvalidCatalogueException($"The catalogue needs an active free model '{ModelCatalogue.BuiltInId}'.");
        }
    }

    private static void CheckFacts(CatalogueRow row)
    {
        Require(row.ContextTokens > 0 && row.MaxOutputTokens > 0, row, "lacks its context or output length");
        Require(row.MaxOutputTokens <= row.ContextTokens, row, "can write more than its context holds");
        Require(row.Free != row.Price is not null, row, row.Free ? "is free and has a price" : "has no price; say \"free\": true if it costs nothing");
        Require(row.Price is null or { Input: > 0, CachedInput: > 0, Output: > 0, Markup: > 0 }, row, "has a price that is not above zero");
        Require(row.Routes.All(route => route.Price is null or { Input: > 0, CachedInput: > 0, Output: > 0, Markup: > 0 }), row, "has a route whose price is not above zero");
        Require(!row.Free || row.Routes.All(route => route.Price is null), row, "is free and has a route with a price");
        Require(row.Later is null || (row.Price is not null && row.Later.Price is { Input: > 0, CachedInput: > 0, Output: > 0, Markup: > 0 }), row, "has a later price that is not above zero, or none before it");
        Require(row.Price?.LongInput is null or { AboveTokens: > 0, Input: > 0, Output: > 0 }, row, "has a long-input price that is not above zero");
    }
}
