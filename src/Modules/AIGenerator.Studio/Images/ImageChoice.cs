using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Studio.Images;

/// <summary>A model as the form offers it.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsReady">Whether it can draw now; otherwise it belongs to a larger plan.</param>
public sealed record ImageChoice(ImageModel Model, bool IsReady)
{
    /// <summary>Every model that this installation can ask for a picture from words.</summary>
    internal static async Task<IReadOnlyList<ImageChoice>> AllAsync(IImageCatalogue models, IModelAccess access, WorkspaceId workspace, CancellationToken ct)
    {
        var choices = new List<ImageChoice>();
        foreach (var model in models.Models.Where(model => model.Abilities.Tasks.Contains(ImageTask.Create) && models.RoutesFor(model, ImageTask.Create).Count > 0))
        {
            choices.Add(new ImageChoice(model, await access.RefusalAsync(workspace, model, ct) is null));
        }

        return choices;
    }
}
