using AIGenerator.Chat.Asking;
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
    public async Task<Artist?> OfAsync(Ask ask, CancellationToken ct)
    {
        if (ask.Models is not null || ask.Wish != AnswerWish.Plain)
        {
            return null;
        }

        if (ask.ModelOnce is { } named)
        {
            return named.Length is > 0 and <= TextModel.LongestId && images.Resolve(named) is { } model ? new Artist(model, named) : null;
        }

        var isAgain = ask.Message is null;
        if ((isAgain && ask.Model is not null) || (isAgain ? ask.About : ask.Edits) is not { } old)
        {
            return null;
        }

        var drawn = await db.Messages.AsNoTracking()
            .Where(m => (m.Id == old || m.ParentId == old) && m.ChatId == ask.ChatId && m.Role == MessageRole.Assistant && m.DeletedAt == null)
            .OrderByDescending(m => m.Id).Select(m => new { m.IsPicture, m.Model }).FirstOrDefaultAsync(ct);
        return drawn is { IsPicture: true, Model: { } before } ? new Artist(images.Resolve(before) ?? images.BuiltIn, before) : null;
    }

    /// <summary>Those that a workspace can have draw from words now, in the catalogue's order.</summary>
    public async Task<IReadOnlyList<ImageModel>> ReadyAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var ready = new List<ImageModel>();
        foreach (var model in images.ModelsFor(ImageTask.Create))
        {
            if (await access.RefusalAsync(workspace, model, ct) is null)
            {
                ready.Add(model);
            }
        }

        return ready;
    }
}

/// <summary>Who draws.</summary>
/// <param name="Model">The model.</param>
/// <param name="Asked">The catalogue id that was asked for: a retired one is answered by its successor.</param>
internal sealed record Artist(ImageModel Model, string Asked)
{
    /// <summary>The id in whose place the model draws; null where it is the one that was asked for.</summary>
    public string? Replaced => Asked == Model.Id ? null : Asked;
}
