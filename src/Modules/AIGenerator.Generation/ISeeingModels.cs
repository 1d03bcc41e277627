using AIGenerator.Kernel.Identity;
using AIGenerator.Models;

namespace AIGenerator.Generation;

/// <summary>Knows which text models can look at pictures.</summary>
public interface ISeeingModels
{
    /// <summary>Those in service that have a provider here and are in the workspace's plan, in display order.</summary>
    Task<IReadOnlyList<TextModel>> OfAsync(WorkspaceId workspace, CancellationToken ct);
}

internal sealed class SeeingTextModels(IModelCatalogue models, IModelAccess access) : ISeeingModels
{
    public async Task<IReadOnlyList<TextModel>> OfAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var found = new List<TextModel>();
        foreach (var model in models.TextModels.Where(m => m.Capabilities.Vision && m.State == ModelState.Active && models.RoutesFor(m).Count > 0))
        {
            if (await access.RefusalAsync(workspace, model, ct) is null)
            {
                found.Add(model);
            }
        }

        return found;
    }
}
