using System.Text.Json;
using System.Text.Json.Serialization;
using AIGenerator.Models.Catalogue;
using AIGenerator.Providers.Media;

namespace AIGenerator.Models.Images;

/// <summary>The shipped <c>image.json</c> as it is written. <c>Ratios</c> are named sets: width and height by ratio.</summary>
internal sealed record ImageCatalogueFile(DateOnly ReadOn, IReadOnlyDictionary<string, Dictionary<string, int[]>> Ratios, IReadOnlyList<ImageRow> Models)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks the file inside this assembly.</summary>
    /// <exception cref="InvalidCatalogueException">The file is wrong; the message names the row and the fault.</exception>
    public static ImageCatalogueFile Shipped()
    {
        using var file = typeof(ImageCatalogueFile).Assembly.GetManifestResourceStream("Catalogue/image.json")
            ?? throw new InvalidCatalogueException("Catalogue/image.json is missing from the assembly.");
        using var reader = new StreamReader(file);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads and checks a catalogue.</summary>
    /// <exception cref="InvalidCatalogueException">It is wrong.</exception>
    public static ImageCatalogueFile Parse(string text)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ImageCatalogueFile>(text, Json) ?? throw new InvalidCatalogueException("The image catalogue is empty.");
            ImageCatalogueRules.Check(file);
            return file;
        }
        catch (JsonException e)
        {
            throw new InvalidCatalogueException($"The image catalogue cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>One model as it is written. <c>Note</c> is for maintainers: where a fact is weak, and why it was chosen.</summary>
internal sealed record ImageRow(
    string Id,
    string Name,
    string Vendor,
    ModelState State,
    string Plan,
    IReadOnlyList<ImageTask> Tasks,
    int MaxCount,
    int MaxPrompt,
    IReadOnlyList<ImageRowRoute> Routes,
    DateOnly? RetiresOn = null,
    string? Successor = null,
    string? Ratios = null,
    bool NegativePrompt = false,
    bool Seed = false,
    int References = 0,
    bool Strength = false,
    bool Vector = false,
    IReadOnlyList<string>? Styles = null,
    IReadOnlyList<int>? Scales = null,
    IReadOnlyList<ImageQuality>? Qualities = null,
    string? Quality = null,
    ImageRowPrice? Price = null,
    bool Free = false,
    string? Note = null) : ICatalogueRow
{
    /// <summary>Whether it is the owner's, not one of ours.</summary>
    [JsonIgnore]
    public bool IsOwn { get; init; }

    bool ICatalogueRow.HasRoutes => Routes.Count > 0;
}

/// <summary>A route as it is written; <c>Tasks</c> where it serves fewer than the model can.</summary>
internal sealed record ImageRowRoute(string Provider, string Model, IReadOnlyList<ImageTask>? Tasks = null);

/// <summary>A price as it is written.</summary>
internal sealed record ImageRowPrice(decimal PerImage, bool Metered = false, decimal Markup = 1.0m);
