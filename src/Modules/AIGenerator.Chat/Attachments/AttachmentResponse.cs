using AIGenerator.Media;

namespace AIGenerator.Chat.Attachments;

/// <summary>A file that was attached; its content is at <c>GET /api/chat/attachments/{id}</c>.</summary>
/// <param name="Id">Names it in a message's <c>attachments</c>.</param>
/// <param name="Name">As its owner calls it, without folders and marks that nobody sees.</param>
/// <param name="Kind"><c>picture</c>, <c>pdf</c> or <c>text</c>.</param>
/// <param name="SizeBytes">What is kept; pictures are smaller than what came.</param>
/// <param name="Width">Pixels, for pictures.</param>
/// <param name="Height">Pixels, for pictures.</param>
/// <param name="Tokens">What it adds to a prompt, by our estimate.</param>
public sealed record AttachmentResponse(Guid Id, string Name, string Kind, long SizeBytes, int? Width, int? Height, int Tokens)
{
    internal bool IsPicture => Kind == "picture";

    internal static string NameOf(FileKind kind) => kind switch { FileKind.Picture => "picture", FileKind.Pdf => "pdf", FileKind.Text => "text" };

    internal static AttachmentResponse Of(AttachmentRow row) => new(row.Id, row.Name, NameOf(row.Kind), row.SizeBytes, row.Width, row.Height, row.Tokens);
}
