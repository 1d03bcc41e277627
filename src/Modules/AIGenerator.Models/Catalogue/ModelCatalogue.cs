using AIGenerator.Providers.Text;

namespace AIGenerator.Models.Catalogue;

/// <summary>The shipped rows, aged by the calendar, with the models of the owner's own servers.</summary>
internal sealed class ModelCatalogue(CatalogueFile file, TextProviders providers, IEnumerable<ITextModelSource> sources, TimeProvider clock) : IModelCatalogue
{
    public const string BuiltInId = "built-in";

    /// <summary>What models of the owner's own server are called here: <c>local/{its own id}</c>.</summary>
    public const string LocalPrefix = "local/";

    private const int LocalContextTokens = 8_192;
    private const int LocalMaxOutputTokens = 4_096;

    private readonly ITextModelSource[] _sources = [.. sources];
    private volatile Snapshot? _snapshot;

    public IReadOnlyList<TextModel> TextModels => Current.Models;

    public TextModel BuiltIn => Current.ById[BuiltInId];

    public TextModel Default => Current.Models.FirstOrDefault(IsGoodStart) ?? Current.Models.FirstOrDefault(IsLocal) ?? BuiltIn;

    private Snapshot Current
    {
        get
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var snapshot = _snapshot;
            return snapshot is not null && snapshot.IsOf(today, _sources) ? snapshot : _snapshot = Snapshot.Take(file, providers, today, _sources);
        }
    }

    public TextModel? Find(string id) => Current.ById.GetValueOrDefault(id);

    public TextModel? Resolve(string id)
    {
        var current = Current;
        var model = current.ById.GetValueOrDefault(id);
        while (model is { State: ModelState.Retired, Successor: { } successor })
        {
            model = current.ById[successor];
        }

        return model;
    }

    public IReadOnlyList<ModelRoute> RoutesFor(TextModel model) =>
        model.State == ModelState.Retired ? [] : [.. model.Routes.Where(route => providers.IsConfigured(route.Provider) && IsCoveredBy(route.Price, model.Price))];

    private static bool IsCoveredBy(TextPrice? route, TextPrice? told) => route is null || told is null || !route.IsDearerThan(told);

    private bool IsGoodStart(TextModel model) =>
        model is { Plan: "free", State: ModelState.Active, IsFree: false } && RoutesFor(model).Count > 0;

    private bool IsLocal(TextModel model) => model.Id.StartsWith(LocalPrefix, StringComparison.Ordinal) && RoutesFor(model).Count > 0;

    /// <summary>The rows of one day and one finding of the servers.</summary>
    private sealed class Snapshot
    {
        private readonly DateOnly _day;
        private readonly IReadOnlyList<FoundTextModel>[] _found;

        private Snapshot(DateOnly day, IReadOnlyList<FoundTextModel>[] found, IReadOnlyList<TextModel> models)
        {
            _day = day;
            _found = found;
            Models = models;
            ById = models.ToDictionary(model => model.Id, StringComparer.Ordinal);
        }

        public IReadOnlyList<TextModel> Models { get; }

        public Dictionary<string, TextModel> ById { get; }

        public static Snapshot Take(CatalogueFile file, TextProviders providers, DateOnly day, ITextModelSource[] sources)
        {
            var found = sources.Select(source => source.Models).ToArray();
            var local = sources.Zip(found).SelectMany(pair => pair.Second.Select(model => LocalModel(pair.First.Provider, model)));
            var shipped = file.Models.Select(row => FromRow(row.On(day), providers, day)).ToList();
            var builtIn = shipped.FindIndex(model => model.Id == BuiltInId);
            shipped.InsertRange(builtIn, local.DistinctBy(model => model.Id));
            return new Snapshot(day, found, shipped);
        }

        public bool IsOf(DateOnly day, ITextModelSource[] sources)
        {
            if (_day != day)
            {
                return false;
            }

            for (var at = 0; at < sources.Length; at++)
            {
                if (!ReferenceEquals(_found[at], sources[at].Models))
                {
                    return false;
                }
            }

            return true;
        }

        private static TextModel FromRow(CatalogueRow row, TextProviders providers, DateOnly day) => new(
            row.Id,
            row.Name,
            row.Vendor,
            row.RetiresOn <= day ? ModelState.Retired : row.State,
            row.RetiresOn,
            row.Successor,
            row.Plan,
            row.Capabilities,
            row.ContextTokens,
            row.MaxOutputTokens,
            PriceHere(row, providers),
            [.. RoutesOf(row)],
            $"models.text.{row.Id}");

        /// <summary>Whoever has only a dearer route is told its price; whoever has the usual one is never led to a dearer one.</summary>
        private static TextPrice? PriceHere(CatalogueRow row, TextProviders providers) =>
            row.Routes.FirstOrDefault(route => providers.IsConfigured(route.Provider)) is { Price: { } own } && own.IsDearerThan(row.Price!) ? own : row.Price;

        /// <summary>Where one route has a price of its own, the others say theirs too, so that they can be compared.</summary>
        private static IEnumerable<ModelRoute> RoutesOf(CatalogueRow row)
        {
            var list = row.Routes.Any(route => route.Price is not null) ? row.Price : null;
            return row.Routes.Select(route => new ModelRoute(route.Provider, route.Model, route.Price ?? list));
        }

        private static TextModel LocalModel(string provider, FoundTextModel model)
        {
            var context = model.ContextTokens ?? LocalContextTokens;
            return new(
                LocalPrefix + model.UpstreamModel,
                model.UpstreamModel,
                "local",
                ModelState.Active,
                RetiresOn: null,
                Successor: null,
                Plan: "free",
                new ModelCapabilities(Vision: model.Sees, Reasoning: false, Tools: false, Temperature: true),
                context,
                Math.Min(context, LocalMaxOutputTokens),
                Price: null,
                [new ModelRoute(provider, model.UpstreamModel)],
                "models.text.local");
        }
    }
}
