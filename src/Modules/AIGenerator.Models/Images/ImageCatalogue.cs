using AIGenerator.Providers.Media;

namespace AIGenerator.Models.Images;

/// <summary>The shipped image models and the owner's, aged by the calendar.</summary>
internal sealed class ImageCatalogue(ImageCatalogueFile file, MediaProviders providers, TimeProvider clock) : IImageCatalogue
{
    public const string BuiltInId = "built-in-image";

    private volatile Snapshot? _snapshot;

    public IReadOnlyList<ImageModel> Models => Current.Models;

    public ImageModel BuiltIn => Current.ById[BuiltInId];

    private Snapshot Current
    {
        get
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            return _snapshot is { } snapshot && snapshot.Day == today ? snapshot : _snapshot = new Snapshot(file, today);
        }
    }

    public ImageModel? Find(string id) => Current.ById.GetValueOrDefault(id);

    public ImageModel? Resolve(string id)
    {
        var current = Current;
        var model = current.ById.GetValueOrDefault(id);
        while (model is { State: ModelState.Retired, Successor: { } successor })
        {
            model = current.ById[successor];
        }

        return model;
    }

    public IReadOnlyList<ImageRoute> RoutesFor(ImageModel model, ImageTask task) =>
        model.State == ModelState.Retired ? [] : [.. model.Routes.Where(route => route.Tasks?.Contains(task) != false && providers.IsConfigured(route.Provider))];

    private sealed class Snapshot
    {
        public Snapshot(ImageCatalogueFile file, DateOnly day)
        {
            Day = day;
            Models = [.. file.Models.Select(row => FromRow(row, file, day))];
            ById = Models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        }

        public DateOnly Day { get; }

        public IReadOnlyList<ImageModel> Models { get; }

        public Dictionary<string, ImageModel> ById { get; }

        private static ImageModel FromRow(ImageRow row, ImageCatalogueFile file, DateOnly day) => new(
            row.Id,
            row.Name,
            row.Vendor,
            row.RetiresOn <= day ? ModelState.Retired : row.State,
            row.RetiresOn,
            row.Successor,
            row.Plan,
            new ImageAbilities(
                row.Tasks,
                row.Ratios is null ? [] : [.. file.Ratios[row.Ratios].Select(ratio => new ImageRatio(ratio.Key, ratio.Value[0], ratio.Value[1]))],
                row.MaxCount,
                row.MaxPrompt,
                row.NegativePrompt,
                row.Seed,
                row.References,
                row.Strength,
                row.Qualities ?? [],
                row.Quality,
                row.Styles ?? [],
                row.Scales ?? [],
                row.Vector),
            row.Price is { } price ? new ImagePrice(price.PerImage, price.Metered, price.Markup) : null,
            [.. row.Routes.Select(route => new ImageRoute(route.Provider, route.Model, route.Tasks))],
            row.IsOwn ? "models.image.own" : $"models.image.{row.Id}");
    }
}
