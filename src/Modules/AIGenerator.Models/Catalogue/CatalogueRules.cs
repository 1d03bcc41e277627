namespace AIGenerator.Models.Catalogue;

/// <summary>What must hold in a catalogue file.</summary>
internal static class CatalogueRules
{
    private static readonly string[] Plans = ["free", "starter"];

    /// <exception cref="InvalidCatalogueException">Something does not hold.</exception>
    public static void Check(CatalogueFile file)
    {
        var rows = new Dictionary<string, CatalogueRow>(StringComparer.Ordinal);
        foreach (var row in file.Models)
        {
            Require(rows.TryAdd(row.Id, row), row, "stands twice");
            CheckFacts(row);
        }

        foreach (var row in file.Models)
        {
            CheckSuccessor(row, rows);
        }

        if (!rows.TryGetValue(ModelCatalogue.BuiltInId, out var builtIn) || builtIn.State != ModelState.Active || !builtIn.Free)
        {
            throw new InvalidCatalogueException($"The catalogue needs an active free model '{ModelCatalogue.BuiltInId}'.");
        }
    }

    private static void CheckFacts(CatalogueRow row)
    {
        Require(Plans.Contains(row.Plan, StringComparer.Ordinal), row, $"has the unknown plan '{row.Plan}'");
        Require(row.ContextTokens > 0 && row.MaxOutputTokens > 0, row, "lacks its context or output length");
        Require(row.MaxOutputTokens <= row.ContextTokens, row, "can write more than its context holds");
        Require(row.Free != row.Price is not null, row, row.Free ? "is free and has a price" : "has no price; say \"free\": true if it costs nothing");
        Require(row.Price is null or { Input: > 0, CachedInput: > 0, Output: > 0, Markup: > 0 }, row, "has a price that is not above zero");
        Require(row.Routes.All(route => route.Price is null or { Input: > 0, CachedInput: > 0, Output: > 0, Markup: > 0 }), row, "has a route whose price is not above zero");
        Require(!row.Free || row.Routes.All(route => route.Price is null), row, "is free and has a route with a price");
        Require(row.Price?.LongInput is null or { AboveTokens: > 0, Input: > 0, Output: > 0 }, row, "has a long-input price that is not above zero");
        Require(row.State != ModelState.Retired || row.RetiresOn is not null, row, "is retired but says not since when");
        Require(row.State == ModelState.Retired || row.Routes.Count > 0, row, "is in service but has no route");
        Require(row.State == ModelState.Active || row.Successor is not null, row, "ends or has ended but names no successor");
        Require(row.State != ModelState.Active || row.RetiresOn is null, row, "has an end date, so it is not active but deprecated");
    }

    private static void CheckSuccessor(CatalogueRow row, Dictionary<string, CatalogueRow> rows)
    {
        var seen = new List<string> { row.Id };
        for (var at = row; at.Successor is { } next;)
        {
            Require(rows.TryGetValue(next, out var successor), at, $"names the unknown successor '{next}'");
            Require(!seen.Contains(next, StringComparer.Ordinal), row, $"has successors in a circle: {string.Join(" → ", seen.Append(next))}");
            seen.Add(next);
            at = successor!;
        }
    }

    private static void Require(bool holds, CatalogueRow row, string fault)
    {
        if (!holds)
        {
            throw new InvalidCatalogueException($"Catalogue: model '{row.Id}' {fault}.");
        }
    }
}
