using AIGenerator.Kernel.Results;

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
public sealed record AcceptedFile(FileKind Kind, string MediaType, ReadOnlyMemory<byte> Bytes, int? Width = null, int? Height = null, string? Text = null);

/// <summary>How large files may be. Said before anybody uploads one.</summary>
public static class FileLimits
{
    /// <summary>Bytes of a picture or a PDF: 20 MB.</summary>
    public const long Largest = 20 * 1024 * 1024;

    /// <summary>Bytes of a text: 2 MB.</summary>
    public const long LargestText = 2 * 1024 * 1024;

    /// <summary>Pixels of a picture; more is a bomb, or a scan that no model needs.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>Pixels of the longer side after re-encoding.</summary>
    public const int LongestSide = 2048;

    /// <summary>Characters that a PDF or a text may give: what the longest memories hold.</summary>
    public const int MostCharacters = 2_000_000;
}
