namespace AIGenerator.Models.Catalogue;

/// <summary>What every sort of model has in common: a plan, and a life with an end and a successor.</summary>
internal interface ICatalogueRow
{
    string Id { get; }

    ModelState State { get; }

    string Plan { get; }

    DateOnly? RetiresOn { get; }

    string? Successor { get; }

    bool HasRoutes { get; }
}

/// <summary>What must hold for the rows of any catalogue file.</summary>
internal static class LifeRules
{
    private static readonly string[] Plans = ["free", "starter"];

    /// <summary>Checks plan, state, end and successor of each row; answers with the rows by id.</summary>
    /// <exception cref="InvalidCatalogueException">Something does not hold.</exception>
    public static Dictionary<string, TRow> Check<TRow>(IReadOnlyList<TRow> models)
        where TRow : class, ICatalogueRow
    {
        var rows = new Dictionary<string, TRow>(StringComparer.Ordinal);
        foreach (var row in models)
        {
            Require(rows.TryAdd(row.Id, row), row, "stands twice");
            Require(Plans.Contains(row.Plan, StringComparer.Ordinal), row, $"has the unknown plan '{row.Plan}'");
            Require(row.State != ModelState.Retired || row.RetiresOn is not null, row, "is retired but says not since when");
            Require(row.State == ModelState.Retired || row.HasRoutes, row, "is in service but has no route");
            Require(row.State == ModelState.Active || row.Successor is not null, row, "ends or has ended but names no successor");
            Require(row.State != ModelState.Active || row.RetiresOn is null, row, "has an end date, so it is not active but deprecated");
        }

        foreach (var row in models)
        {
            CheckSuccessor(row, rows);
        }

        return rows;
    }

    public static void Require(bool holds, ICatalogueRow row, string fault)
    {
        if (!holds)
        {
            throw new InvalidCatalogueException($"Catalogue: model '{row.Id}' {fault}.");
        }
    }

    private static void CheckSuccessor<TRow>(TRow row, Dictionary<string, TRow> rows)
        where TRow : class, ICatalogueRow
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
}
