using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Studio.Images;

/// <summary>A model as the form offers it.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsReady">Whether it can draw now; otherwise it belongs to a larger plan.</param>
public sealed record ImageChoice(ImageModel Model, bool IsReady);

/// <summary>What the form offers for one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Tasks">All that this installation can do.</param>
/// <param name="Models">Those that can do it here.</param>
/// <param name="Model">The chosen one.</param>
public sealed record ImageOffer(ImageTask Task, IReadOnlyList<ImageTask> Tasks, IReadOnlyList<ImageChoice> Models, ImageModel Model);

/// <summary>Finds what the form can offer.</summary>
internal sealed class ImageOffers(IImageCatalogue models, IModelAccess access)
{
    /// <summary>What this installation can do.</summary>
    public IReadOnlyList<ImageTask> Tasks { get; } = [.. TaskWords.All.Where(known => models.ModelsFor(known).Count > 0)];

    /// <summary>The offer for a task; the wanted model where it can do it, otherwise the first one that is ready.</summary>
    public async Task<ImageOffer> ForAsync(ImageTask task, string? wanted, WorkspaceId workspace, CancellationToken ct)
    {
        task = Tasks.Contains(task) ? task : ImageTask.Create;
        var choices = await ChoicesAsync(task, workspace, ct);
        var id = wanted is null ? null : models.Resolve(wanted)?.Id;
        var chosen = choices.FirstOrDefault(choice => choice.IsReady && choice.Model.Id == id) ?? choices.FirstOrDefault(choice => choice.IsReady);
        return new ImageOffer(task, Tasks, choices, chosen?.Model ?? models.BuiltIn);
    }

    private async Task<List<ImageChoice>> ChoicesAsync(ImageTask task, WorkspaceId workspace, CancellationToken ct)
    {
        var choices = new List<ImageChoice>();
        foreach (var model in models.ModelsFor(task))
        {
            choices.Add(new ImageChoice(model, await access.RefusalAsync(workspace, model, ct) is null));
        }

        return choices;
    }
}
