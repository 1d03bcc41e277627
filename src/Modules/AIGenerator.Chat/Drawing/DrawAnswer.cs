using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Drawing;

/// <summary>Begins an answer that is drawn: the message is what is to be seen, and a job of the engine draws it.</summary>
internal sealed class DrawAnswer(AppDb db, IImageGenerations images, AddMessages messages)
{
    public async Task<Result<AcceptedAsk>> BeginAsync(PlacedAsk wish, Artist artist, CancellationToken ct)
    {
        var (id, user, ask, chat, place, _, _) = wish;
        if (!user.IsSignedIn)
        {
            return ChatErrors.SignInForModel;
        }

        // Pictures lie in the library, where nothing is forgotten after a day.
        if (chat is null ? ask.Start?.IsTemporary == true : chat.ExpiresAt is not null)
        {
            return ChatErrors.TemporaryDrawing;
        }

        if (ask.Attachments is { Count: > 0 })
        {
            return ChatErrors.DrawsFromWords(artist.Model.Name);
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message).Trim();
        var words = message ?? await db.Messages.Where(m => m.Id == place.Parent && m.Role == MessageRole.User).Select(m => m.Text).FirstOrDefaultAsync(ct);
        if (string.IsNullOrEmpty(words))
        {
            return ChatErrors.Blank;
        }

        var order = new ImageCommand(id, user.WorkspaceId, ChatTexts.OwnerKind, artist.Model, new ImageRequest(ImageTask.Create, words));
        if (!(await images.AcceptAsync(order, ct)).Ok(out var accepted, out var refusal))
        {
            return refusal;
        }

        // The key of this very message finds its reply; any other order of it stands elsewhere.
        if (accepted.IsRepeat)
        {
            return ChatErrors.KeyTaken;
        }

        var reply = new NewReply(artist.Model.Id, accepted.Id, accepted.Held, IsPicture: true);
        var response = await messages.AddAsync(wish, new NewMessages(message, [], [reply]), ct);
        return new AcceptedAsk(response with { ReplacedModel = artist.Replaced }, []);
    }
}
