using AIGenerator.Kernel.Results;
using AIGenerator.Media.Documents;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media;

/// <summary>Looks at the first bytes, then hands the file to what can read it. What needs a tool, or much memory, waits for its turn; texts do not.</summary>
internal sealed class MediaIntake(PictureMaker pictures, PdfText documents, ToolTurns turns) : IMediaIntake
{
    private static readonly HashSet<string> PictureNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp", ".heic", ".heif", ".avif", ".tif", ".tiff",
    };

    // Longer than any photo or book needs on a small machine.
    private static readonly TimeSpan ForPeople = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan ForVisitors = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public async Task<Result<AcceptedFile>> ReadAsync(string path, string name, FileSender sender, CancellationToken ct)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            return MediaErrors.Empty;
        }

        if (length > FileLimits.Largest)
        {
            return MediaErrors.TooLarge(FileLimits.Largest);
        }

        var extension = Path.GetExtension(name);
        var small = length <= FileLimits.LargestText ? await File.ReadAllBytesAsync(path, ct) : null;
        if (small is not null && Signatures.Of(small) == Content.Text)
        {
            return OfText(extension, small);
        }

        using var turn = await turns.TakeAsync(sender.Workspace, ct);
        return turn is null
            ? MediaErrors.Busy
            : await ReadAsync(path, extension, small ?? await File.ReadAllBytesAsync(path, ct), sender.IsVisitor ? ForVisitors : ForPeople, ct);
    }

    private async Task<Result<AcceptedFile>> ReadAsync(string path, string extension, byte[] bytes, TimeSpan time, CancellationToken ct)
    {
        var content = Signatures.Of(bytes);
        var saysPdf = SaysPdf(extension);
        return content switch
        {
            Content.Pdf => PictureNames.Contains(extension) ? MediaErrors.Lies : await documents.ReadAsync(path, bytes, time, ct),
            Content.Text => OfText(extension, bytes),
            Content.Other => PictureNames.Contains(extension) || saysPdf ? MediaErrors.Lies : MediaErrors.Unknown,
            _ when saysPdf => MediaErrors.Lies,
            Content.Heic => MediaErrors.Heic,
            Content.OtherPicture => MediaErrors.Format,
            _ => await pictures.MakeAsync(path, content, bytes, time, ct),
        };
    }

    private static Result<AcceptedFile> OfText(string extension, byte[] bytes) =>
        PictureNames.Contains(extension) || SaysPdf(extension) ? MediaErrors.Lies : PlainText.Read(bytes);

    private static bool SaysPdf(string extension) => string.Equals(extension, ".pdf", StringComparison.OrdinalIgnoreCase);
}
