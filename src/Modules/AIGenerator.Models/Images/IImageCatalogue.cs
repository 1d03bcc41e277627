using AIGenerator.Providers.Media;

namespace AIGenerator.Models;

/// <summary>The catalogue of models that make pictures.</summary>
public interface IImageCatalogue
{
    /// <summary>Every row, retired ones too, in display order.</summary>
    IReadOnlyList<ImageModel> Models { get; }

    /// <summary>The row with this id, whatever its state.</summary>
    ImageModel? Find(string id);

    /// <summary>The row that serves this id now: itself, or for a retired one its successor, followed to the end.</summary>
    ImageModel? Resolve(string id);

    /// <summary>The routes of a model that serve a task and whose provider is configured, best first. Empty: this installation cannot do that.</summary>
    IReadOnlyList<ImageRoute> RoutesFor(ImageModel model, ImageTask task);

    /// <summary>Those that can do a task on this installation, in display order.</summary>
    IReadOnlyList<ImageModel> ModelsFor(ImageTask task) => [.. Models.Where(model => model.Abilities.Tasks.Contains(task) && RoutesFor(model, task).Count > 0)];

    /// <summary>The built-in model: always there, free.</summary>
    ImageModel BuiltIn { get; }
}
