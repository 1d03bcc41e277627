using AIGenerator.Kernel.Results;
using AIGenerator.Media.Generated;

namespace AIGenerator.Media;

/// <summary>Recognises a file that somebody brought and makes it harmless.</summary>
public interface IMediaIntake
{
    /// <summary>
    /// Reads a file by its content. Refusals: <c>media.*</c>, <c>media.busy</c> among them where its turn does not come in time; whatever the file holds, nothing is thrown but for I/O of our own and
    /// <paramref name="ct"/>.
    /// </summary>
    /// <param name="path">The file, on a disk of ours.</param>
    /// <param name="name">What its owner calls it; only compared with the content.</param>
    /// <param name="sender">Who waits for it.</param>
    /// <param name="ct">Ends running tools.</param>
    Task<Result<AcceptedFile>> ReadAsync(string path, string name, FileSender sender, CancellationToken ct);

    /// <summary>The same for a place that takes nothing but still pictures; another file is refused with <c>media.no-picture</c>, a moving one with <c>media.animated</c>.</summary>
    Task<Result<AcceptedFile>> ReadPictureAsync(string path, string name, PictureLimits limits, FileSender sender, CancellationToken ct);
}

/// <summary>What becomes of a picture.</summary>
/// <param name="LongestSide">Pixels of the longer side after re-encoding.</param>
/// <param name="LargestPng">Bytes; what would be larger becomes a JPEG.</param>
/// <param name="FirstOfMoving">Of a moving GIF or PNG the first frame is taken; otherwise it is refused.</param>
public sealed record PictureLimits(int LongestSide, int LargestPng, bool FirstOfMoving)
{
    /// <summary>For models that look at it: 2048 pixels, and what vendors take of one picture: Anthropic 5 MB (2026-11), the others more. Base64 makes a third more of it.</summary>
    public static readonly PictureLimits ToBeSeen = new(FileLimits.LongestSide, 3_500_000, FirstOfMoving: true);

    /// <summary>For work on it: 4096 pixels, and what vendors of pictures take as a source (20 MB and more with base64, 2026-11).</summary>
    public static readonly PictureLimits ToBeWorkedOn = new(4096, 14_000_000, FirstOfMoving: false);
}

/// <summary>Who brought a file.</summary>
/// <param name="Workspace">Has one tool at work at a time.</param>
/// <param name="IsVisitor">Nobody we know: the tools get less time.</param>
public readonly record struct FileSender(Guid Workspace, bool IsVisitor);

/// <summary>What sort of file it is.</summary>
public enum FileKind
{
    /// <summary>A picture, re-encoded by us.</summary>
    Picture,

    /// <summary>A PDF, kept as it came; its text was taken out.</summary>
    Pdf,

    /// <summary>Text or code.</summary>
    Text,
}

/// <summary>A file that was recognised.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="MediaType">The type of <paramref name="Bytes"/>; <c>text/plain</c> for every sort of text.</param>
/// <param name="Bytes">What to keep.</param>
/// <param name="Width">Pixels, for pictures.</param>
/// <param name="Height">Pixels, for pictures.</param>
/// <param name="Text">What stands in it, for texts and PDF; without NUL and halves of characters.</param>
/// <param name="MadeBy">How AI made it, where the picture that came said so.</param>
public sealed record AcceptedFile(
    FileKind Kind, string MediaType, ReadOnlyMemory<byte> Bytes, int? Width = null, int? Height = null, string? Text = null, AiOrigin? MadeBy = null);

/// <summary>How large files may be. Said before anybody uploads one.</summary>
public static class FileLimits
{
    /// <summary>Bytes of a picture or a PDF: 20 MB.</summary>
    public const long Largest = 20 * 1024 * 1024;

    /// <summary>Bytes of a text: 2 MB.</summary>
    public const long LargestText = 2 * 1024 * 1024;

    /// <summary>Pixels of a picture; more is a bomb, or a scan that no model needs.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>Pixels of the longer side of what models look at.</summary>
    public const int LongestSide = 2048;

    /// <summary>Characters that a PDF or a text may give: what the longest memories hold.</summary>
    public const int MostCharacters = 2_000_000;
}
