using AIGenerator.Kernel.Results;
using AIGenerator.Media.Documents;
using AIGenerator.Media.Pictures;

namespace AIGenerator.Media;

/// <summary>Looks at the first bytes, then hands the file to what can read it. Few at once: each may take much memory.</summary>
internal sealed class MediaIntake(PictureMaker pictures, PdfText documents) : IMediaIntake, IDisposable
{
    private static readonly HashSet<string> PictureNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp", ".heic", ".heif", ".avif", ".tif", ".tiff",
    };

    private readonly SemaphoreSlim _atOnce = new(2);

    /// <inheritdoc/>
    public async Task<Result<AcceptedFile>> ReadAsync(string path, string name, CancellationToken ct)
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

        await _atOnce.WaitAsync(ct);
        try
        {
            return await ReadAsync(path, Path.GetExtension(name), await File.ReadAllBytesAsync(path, ct), ct);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    private async Task<Result<AcceptedFile>> ReadAsync(string path, string extension, byte[] bytes, CancellationToken ct)
    {
        var content = Signatures.Of(bytes);
        var saysPdf = string.Equals(extension, ".pdf", StringComparison.OrdinalIgnoreCase);
        return content switch
        {
            Content.Pdf => PictureNames.Contains(extension) ? MediaErrors.Lies : await documents.ReadAsync(path, bytes, ct),
            Content.Text when PictureNames.Contains(extension) || saysPdf => MediaErrors.Lies,
            Content.Text => PlainText.Read(bytes),
            Content.Other => PictureNames.Contains(extension) || saysPdf ? MediaErrors.Lies : MediaErrors.Unknown,
            _ when saysPdf => MediaErrors.Lies,
            Content.Heic => MediaErrors.Heic,
            Content.OtherPicture => MediaErrors.Format,
            _ => await pictures.MakeAsync(path, content, bytes, ct),
        };
    }
}
