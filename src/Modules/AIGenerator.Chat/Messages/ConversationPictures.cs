using AIGenerator.Chat.Attachments;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using AIGenerator.Providers.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>
/// The pictures of one prompt. They stand in it empty while it is measured and cut; only those that are sent are read. The newest are shown, up to
/// what every vendor takes; older ones are only named.
/// </summary>
internal sealed class ConversationPictures(bool areSeen)
{
    private readonly Dictionary<InputImage, AttachmentRow> _rows = new(ReferenceEqualityComparer.Instance);
    private long _room = AttachmentLimits.PicturesInPrompt;

    /// <summary>A person's turn. Call for the newest first: they take the room.</summary>
    public TextTurn TurnOf(string text, IReadOnlyList<AttachmentRow> files)
    {
        var images = new List<InputImage>();
        var unseen = new List<string>();
        var pictures = files.Where(file => file.Kind == FileKind.Picture).ToList();
        foreach (var picture in pictures)
        {
            if (!areSeen || picture.SizeBytes > _room)
            {
                unseen.Add(AttachedText.Unseen(picture));
                continue;
            }

            _room -= picture.SizeBytes;
            var image = new InputImage(picture.MediaType, ReadOnlyMemory<byte>.Empty);
            _rows.Add(image, picture);
            images.Add(image);
        }

        var words = string.Join("\n\n", [AttachedText.Of(text, files), .. unseen]).Trim();
        return new TextTurn(TurnRole.User, words.Length == 0 ? AttachedText.Named(pictures) : words, images.Count == 0 ? null : images);
    }

    /// <summary>The turns with their pictures' bytes. A file that is gone is left out.</summary>
    public async Task<IReadOnlyList<TextTurn>> LoadAsync(IReadOnlyList<TextTurn> turns, IFileStore files, CancellationToken ct)
    {
        if (_rows.Count == 0)
        {
            return turns;
        }

        var loaded = new List<TextTurn>(turns.Count);
        foreach (var turn in turns)
        {
            var images = new List<InputImage>();
            foreach (var image in turn.Images ?? [])
            {
                if (await ReadAsync(_rows[image].FileKey, files, ct) is { } bytes)
                {
                    images.Add(image with { Bytes = bytes });
                }
            }

            loaded.Add(turn with { Images = images.Count == 0 ? null : images });
        }

        return loaded;
    }

    private static async Task<byte[]?> ReadAsync(string key, IFileStore files, CancellationToken ct)
    {
        await using var file = await files.OpenAsync(key, ct);
        if (file is null)
        {
            return null;
        }

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
