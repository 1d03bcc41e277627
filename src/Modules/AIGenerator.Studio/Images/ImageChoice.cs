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
        var plans = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var model in models.Models.Where(model => model.Abilities.Tasks.Contains(ImageTask.Create) && models.RoutesFor(model, ImageTask.Create).Count > 0))
        {
            // What opens one model of a plan opens them all.
            if (!plans.TryGetValue(model.Plan, out var isReady))
            {
                isReady = plans[model.Plan] = await access.RefusalAsync(workspace, model, ct) is null;
            }

            choices.Add(new ImageChoice(model, isReady));
        }

        return choices;
    }
}
