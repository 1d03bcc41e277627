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
        if (SizeRefusal(length) is { } refusal)
        {
            return refusal;
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

    /// <inheritdoc/>
    public async Task<Result<AcceptedFile>> ReadPictureAsync(string path, string name, PictureLimits limits, FileSender sender, CancellationToken ct)
    {
        if (SizeRefusal(new FileInfo(path).Length) is { } refusal)
        {
            return refusal;
        }

        using var turn = await turns.TakeAsync(sender.Workspace, ct);
        if (turn is null)
        {
            return MediaErrors.Busy;
        }

        var extension = Path.GetExtension(name);
        var bytes = await File.ReadAllBytesAsync(path, ct);
        return Signatures.Of(bytes) switch
        {
            Content.Pdf or Content.Text or Content.Other => PictureNames.Contains(extension) ? MediaErrors.Lies : MediaErrors.NoPicture,
            Content.OtherPicture => MediaErrors.Format,
            _ when SaysPdf(extension) => MediaErrors.Lies,
            var picture => await pictures.MakeAsync(path, picture, bytes, limits, sender.IsVisitor ? ForVisitors : ForPeople, ct),
        };
    }

    private static Error? SizeRefusal(long length) => length == 0 ? MediaErrors.Empty : length > FileLimits.Largest ? MediaErrors.TooLarge(FileLimits.Largest) : null;

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
            Content.OtherPicture => MediaErrors.Format,
            _ => await pictures.MakeAsync(path, content, bytes, PictureLimits.ToBeSeen, time, ct),
        };
    }

    private static Result<AcceptedFile> OfText(string extension, byte[] bytes) =>
        PictureNames.Contains(extension) || SaysPdf(extension) ? MediaErrors.Lies : PlainText.Read(bytes);

    private static bool SaysPdf(string extension) => string.Equals(extension, ".pdf", StringComparison.OrdinalIgnoreCase);
}
