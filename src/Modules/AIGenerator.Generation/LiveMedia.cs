using AIGenerator.Kernel.Localization;
using AIGenerator.Models;

namespace AIGenerator.Generation;

/// <summary>A generation of media with what a page shows of it in the reader's language.</summary>
/// <param name="Media">The generation.</param>
/// <param name="ModelName">The model as its vendor writes it.</param>
/// <param name="Error">Why it failed, or why less came; what happened to the money; what to do next.</param>
public sealed record LiveMedia(MediaView Media, string ModelName, string? Error)
{
    /// <summary>The same with its texts.</summary>
    public static LiveMedia Of(MediaView view, IImageCatalogue models, ILocalizer? texts) => new(
        view, models.Find(view.Model)?.Name ?? view.Model, view.ErrorCode is { } code ? texts?[$"errors.{code}"] : null);
}
