using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Chat.Attachments;

/// <summary>Knows who can look at pictures.</summary>
internal sealed class SeeingModels(ISeeingModels seeing)
{
    /// <summary>The refusal where a model that sees nothing is shown a picture; names one that sees and that this person may use.</summary>
    public async Task<Error> RefusalAsync(TextModel blind, CurrentUser user, CancellationToken ct)
    {
        if (!user.IsSignedIn)
        {
            return AttachmentErrors.SignInToShow;
        }

        return await seeing.OfAsync(user.WorkspaceId, ct) is [var first, ..] ? AttachmentErrors.CannotSee(blind.Name, first.Name) : AttachmentErrors.NobodySees(blind.Name);
    }
}
