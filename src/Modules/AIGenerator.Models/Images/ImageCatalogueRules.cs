using AIGenerator.Models.Catalogue;

namespace AIGenerator.Models.Images;

/// <summary>What must hold in the image catalogue.</summary>
internal static class ImageCatalogueRules
{
    /// <exception cref="InvalidCatalogueException">Something does not hold.</exception>
    public static void Check(ImageCatalogueFile file)
    {
        var rows = new Dictionary<string, ImageRow>(StringComparer.Ordinal);
        foreach (var row in file.Models)
        {
            Require(rows.TryAdd(row.Id, row), row, "stands twice");
            CheckFacts(row, file);
        }

        foreach (var row in file.Models)
        {
            CheckSuccessor(row, rows);
        }

        if (!rows.TryGetValue(ImageCatalogue.BuiltInId, out var builtIn) || builtIn.State != ModelState.Active || !builtIn.Free)
        {
            throw new InvalidCatalogueException($"The image catalogue needs an active free model '{ImageCatalogue.BuiltInId}'.");
        }
    }

    private static void CheckFacts(ImageRow row, ImageCatalogueFile file)
    {
        Require(row.Plan is "free" or "starter", row, $"has the unknown plan '{row.Plan}'");
        Require(row.Tasks.Count > 0, row, "can do nothing");
        Require(row.MaxCount is >= 1 and <= 8, row, "makes none, or more than eight at once");
        Require(row.Free != row.Price is not null, row, row.Free ? "is free and has a price" : "has no price; say \"free\": true if it costs nothing");
        Require(row.Price is null or { PerImage: > 0, Markup: > 0 }, row, "has a price that is not above zero");
        Require((row.Qualities is null) == (row.Quality is null), row, "has qualities without a usual one, or the other way round");
        Require(row.Quality is null || row.Qualities!.Any(quality => quality.Id == row.Quality && quality.PerImage == row.Price?.PerImage), row, "has a usual quality that is not in its list, or whose price is not the model's");
        Require(row.Ratios is null || (file.Ratios.TryGetValue(row.Ratios, out var ratios) && ratios.Values.All(size => size is [> 0, > 0])), row, $"names the unknown shapes '{row.Ratios}'");
        Require(row.State != ModelState.Retired || row.RetiresOn is not null, row, "is retired but says not since when");
        Require(row.State == ModelState.Retired || row.Routes.Count > 0, row, "is in service but has no route");
        Require(row.State == ModelState.Active || row.Successor is not null, row, "ends or has ended but names no successor");
        Require(row.State != ModelState.Active || row.RetiresOn is null, row, "has an end date, so it is not active but deprecated");
    }

    private static void CheckSuccessor(ImageRow row, Dictionary<string, ImageRow> rows)
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

    private static void Require(bool holds, ImageRow row, string fault)
    {
        if (!holds)
        {
            throw new InvalidCatalogueException($"Image catalogue: model '{row.Id}' {fault}.");
        }
    }
}
