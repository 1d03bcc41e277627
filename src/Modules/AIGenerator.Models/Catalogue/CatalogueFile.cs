using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Models.Catalogue;

/// <summary>The shipped <c>text.json</c> as it is written.</summary>
internal sealed record CatalogueFile(DateOnly ReadOn, IReadOnlyList<CatalogueRow> Models)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<ModelState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks the file inside this assembly.</summary>
    /// <exception cref="InvalidCatalogueException">The file is wrong; the message names the row and the fault.</exception>
    public static CatalogueFile Shipped()
    {
        using var file = typeof(CatalogueFile).Assembly.GetManifestResourceStream("Catalogue/text.json")
            ?? throw new InvalidCatalogueException("Catalogue/text.json is missing from the assembly.");
        using var reader = new StreamReader(file);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads and checks a catalogue.</summary>
    /// <exception cref="InvalidCatalogueException">It is wrong.</exception>
    public static CatalogueFile Parse(string text)
    {
        CatalogueFile file;
        try
        {
            file = JsonSerializer.Deserialize<CatalogueFile>(text, Json) ?? throw new InvalidCatalogueException("The catalogue is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidCatalogueException($"The catalogue cannot be read: {e.Message}", e);
        }

        CatalogueRules.Check(file);
        return file;
    }
}

/// <summary>One model as it is written. <c>Note</c> is for maintainers: where a fact is weak, and why it was chosen.</summary>
internal sealed record CatalogueRow(
    string Id,
    string Name,
    string Vendor,
    ModelState State,
    string Plan,
    ModelCapabilities Capabilities,
    int ContextTokens,
    int MaxOutputTokens,
    IReadOnlyList<CatalogueRoute> Routes,
    DateOnly? RetiresOn = null,
    string? Successor = null,
    TextPrice? Price = null,
    bool Free = false,
    string? Note = null,
    LaterPrice? Later = null) : ICatalogueRow
{
    /// <summary>The row as it is on a day: with the announced price once that has come.</summary>
    public CatalogueRow On(DateOnly day) => Later is { } later && later.On <= day ? this with { Price = later.Price, Later = null } : this;

    bool ICatalogueRow.HasRoutes => Routes.Count > 0;
}

/// <summary>A list price that is announced: the vendor takes it from a day on.</summary>
internal sealed record LaterPrice(DateOnly On, TextPrice Price);

/// <summary>A route as it is written. <c>Price</c> only where it differs from the model's list price.</summary>
internal sealed record CatalogueRoute(string Provider, string Model, TextPrice? Price = null);

/// <summary>The catalogue is wrong; the host does not start on it.</summary>
internal sealed class InvalidCatalogueException(string message, Exception? inner = null) : Exception(message, inner);
