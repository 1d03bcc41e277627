using System.Text.Json;
using AIGenerator.Models.Catalogue;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Options;

namespace AIGenerator.Models.Images;

/// <summary>The section <c>Models:Images</c>: models that the owner adds to the shipped ones.</summary>
internal sealed class ImageModelsOptions
{
    public const string Section = "Models:Images";

    /// <summary>
    /// Path of a JSON file with <c>models</c>, and <c>ratios</c> where they need shapes of their own, both written as in the shipped <c>image.json</c>.
    /// None by default.
    /// </summary>
    public string? File { get; set; }
}

/// <summary>The owner's file as it is written.</summary>
internal sealed record OwnImageModels(IReadOnlyList<ImageRow> Models, IReadOnlyDictionary<string, Dictionary<string, int[]>>? Ratios = null)
{
    /// <summary>The shipped catalogue with the owner's models behind its own.</summary>
    /// <exception cref="InvalidCatalogueException">The file cannot be read, or something in it does not hold.</exception>
    public static ImageCatalogueFile AddedTo(ImageCatalogueFile shipped, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return shipped;
        }

        var own = Read(path);
        var ratios = new Dictionary<string, Dictionary<string, int[]>>(shipped.Ratios, StringComparer.Ordinal);
        foreach (var (name, shapes) in own.Ratios ?? new Dictionary<string, Dictionary<string, int[]>>())
        {
            if (!ratios.TryAdd(name, shapes))
            {
                throw new InvalidCatalogueException($"The shapes '{name}' are shipped already; give yours another name.");
            }
        }

        var file = shipped with { Ratios = ratios, Models = [.. shipped.Models, .. own.Models.Select(row => row with { IsOwn = true })] };
        ImageCatalogueRules.Check(file);
        return file;
    }

    private static OwnImageModels Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnImageModels>(File.ReadAllText(path), ImageCatalogueFile.Json) ?? throw new InvalidCatalogueException("The file is empty.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidCatalogueException($"The file cannot be read: {unreadable.Message}", unreadable);
        }
    }
}

/// <summary>Stops the start on a wrong file, with the name of the setting, the row and the fault.</summary>
internal sealed class ImageModelsValidator(MediaProviders providers) : IValidateOptions<ImageModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageModelsOptions options)
    {
        try
        {
            var file = OwnImageModels.AddedTo(ImageCatalogueFile.Shipped(), options.File);
            var lost = file.Models.SelectMany(row => row.Routes.Select(route => (row.Id, route.Provider))).FirstOrDefault(route => providers.Find(route.Provider) is null);
            return lost.Provider is null
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{ImageModelsOptions.Section}:File: model '{lost.Id}' has a route over the unknown provider '{lost.Provider}'.");
        }
        catch (InvalidCatalogueException wrong)
        {
            return ValidateOptionsResult.Fail($"{ImageModelsOptions.Section}:File: {wrong.Message}");
        }
    }
}
