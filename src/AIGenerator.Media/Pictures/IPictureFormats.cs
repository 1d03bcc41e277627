using AIGenerator.Kernel.Results;

namespace AIGenerator.Media.Pictures;

/// <summary>A format that pictures are saved in.</summary>
public enum PictureFormat
{
    /// <summary>Without loss, see-through where the picture is.</summary>
    Png,

    /// <summary>What was see-through becomes white.</summary>
    Jpeg,

    /// <summary>Small, see-through where the picture is.</summary>
    Webp,
}

/// <summary>Saves kept pictures in another format.</summary>
public interface IPictureFormats
{
    /// <summary>
    /// The same picture as another file, which still says how AI made it. Waits for its turn among the workspace's other work on files. Refusals:
    /// <c>media.not-converted</c>, <c>media.unknown-kind</c> for what is no still PNG, JPEG or WebP, <c>media.busy</c>, <c>media.no-engine</c> where there is no FFmpeg;
    /// whatever the file holds, nothing is thrown but for I/O of our own and <paramref name="ct"/>.
    /// </summary>
    /// <param name="file">The file; read once its turn has come, and closed.</param>
    /// <param name="format">What it becomes.</param>
    /// <param name="workspace">Who waits for it.</param>
    /// <param name="ct">Ends the tool.</param>
    /// <returns>The file on a disk of ours, so that a slow reader holds no memory; gone when it is closed.</returns>
    Task<Result<Stream>> ConvertAsync(Stream file, PictureFormat format, Guid workspace, CancellationToken ct);
}
