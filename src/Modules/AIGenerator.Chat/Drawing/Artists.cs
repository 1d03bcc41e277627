using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Drawing;

/// <summary>Models that draw an answer instead of writing it.</summary>
internal sealed class Artists(AppDb db, IImageCatalogue images, IModelAccess access)
{
    /// <summary>
    /// Who is to draw the answer that is wished; null where it is to be written. It is named for this message alone, or has drawn what is asked for again
    /// or asked for in other words.
    /// </summary>
    public async Task<ImageModel?> OfAsync(Ask ask, CancellationToken ct)
    {
        if (ask.ModelOnce is { } named)
        {
            return Named(named);
        }

        if (ask.Models is not null || (ask.Message is null && ask.Model is not null) || ask.Wish == AnswerWish.Continue || (ask.Edits ?? (ask.Message is null ? ask.About : null)) is not { } old)
        {
            return null;
        }

        var drawn = await db.Messages.AsNoTracking().Where(m => (m.Id == old || m.ParentId == old) && m.Role == MessageRole.Assistant)
            .OrderByDescending(m => m.Id).Select(m => new { m.IsPicture, m.Model }).FirstOrDefaultAsync(ct);
        return drawn is { IsPicture: true, Model: { } model } ? images.Resolve(model) ?? images.BuiltIn : null;
    }

    /// <summary>The model of this id, or the successor of a retired one; null where it does not draw.</summary>
    public ImageModel? Named(string? id) => id is { Length: > 0 and <= TextModel.LongestId } ? images.Resolve(id) : null;

    /// <summary>Those that a workspace can have draw from words now, in the catalogue's order.</summary>
    public async Task<IReadOnlyList<ImageModel>> ReadyAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var ready = new List<ImageModel>();
        foreach (var model in images.Models.Where(model => model.Abilities.Tasks.Contains(ImageTask.Create) && images.RoutesFor(model, ImageTask.Create).Count > 0))
        {
            if (model.IsFree || await access.RefusalAsync(workspace, model, ct) is null)
            {
                ready.Add(model);
            }
        }

        return ready;
    }
}
