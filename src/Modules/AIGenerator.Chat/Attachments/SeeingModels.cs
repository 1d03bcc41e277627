using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Chat.Attachments;

/// <summary>Knows who can look at pictures.</summary>
internal sealed class SeeingModels(IModelCatalogue models, IModelAccess access)
{
    /// <summary>The refusal where a model that sees nothing is shown a picture; names one that sees and that this person may use.</summary>
    public async Task<Error> RefusalAsync(TextModel blind, CurrentUser user, CancellationToken ct)
    {
        if (!user.IsSignedIn)
        {
            return AttachmentErrors.SignInToShow;
        }

        foreach (var model in models.TextModels.Where(m => m.Capabilities.Vision && m.State == ModelState.Active && models.RoutesFor(m).Count > 0))
        {
            if (await access.RefusalAsync(user.WorkspaceId, model, ct) is null)
            {
                return AttachmentErrors.CannotSee(blind.Name, model.Name);
            }
        }

        return AttachmentErrors.NobodySees(blind.Name);
    }
}
