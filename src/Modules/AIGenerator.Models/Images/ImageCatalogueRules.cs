using AIGenerator.Models.Catalogue;
using static AIGenerator.Models.Catalogue.LifeRules;

namespace AIGenerator.Models.Images;

/// <summary>What must hold in the catalogue of models that make pictures.</summary>
internal static class ImageCatalogueRules
{
    /// <exception cref="InvalidCatalogueException">Something does not hold.</exception>
    public static void Check(ImageCatalogueFile file)
    {
        var rows = LifeRules.Check(file.Models);
        foreach (var row in file.Models)
        {
            CheckFacts(row, file);
        }

        if (!rows.TryGetValue(ImageCatalogue.BuiltInId, out var builtIn) || builtIn.State != ModelState.Active || !builtIn.Free)
        {
            throw new InvalidCatalogueException($"The image catalogue needs an active free model '{ImageCatalogue.BuiltInId}'.");
        }
    }

    private static void CheckFacts(ImageRow row, ImageCatalogueFile file)
    {
        Require(row.Tasks.Count > 0, row, "can do nothing");
        Require(row.MaxCount is >= 1 and <= 8, row, "makes none, or more than eight at once");
        Require(row.Free != row.Price is not null, row, row.Free ? "is free and has a price" : "has no price; say \"free\": true if it costs nothing");
        Require(row.Price is null or { PerImage: > 0, Markup: > 0 }, row, "has a price that is not above zero");
        Require((row.Qualities is null) == (row.Quality is null), row, "has qualities without a usual one, or the other way round");
        Require(
            row.Quality is null || row.Qualities!.Any(quality => quality.Id == row.Quality && quality.PerImage == row.Price?.PerImage), row,
            "has a usual quality that is not in its list, or whose price is not the model's");
        Require(row.Routes.All(route => route.Tasks?.All(row.Tasks.Contains) != false), row, "has a route for what it cannot do");
        Require(row.Ratios is null || (file.Ratios.TryGetValue(row.Ratios, out var ratios) && ratios.Values.All(size => size is [> 0, > 0])), row, $"names the unknown shapes '{row.Ratios}'");
    }
}
