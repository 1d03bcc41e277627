using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media.Pictures;

/// <summary>Lets FFmpeg write a kept picture in another format, one for a workspace and two for the node at a time.</summary>
internal sealed class PictureConversion(MediaTools tools, ToolTurns turns, IFileStore files) : IPictureFormats
{
    // A PNG of the most pixels that a photo fills; what is larger stays what it is.
    private static readonly ToolLimits Limits = new(TimeSpan.FromSeconds(30), MemoryMegabytes: 3072, OutputBytes: 64 * 1024 * 1024);

    // What libwebp can hold on a side.
    private const int LongestWebp = 16_383;

    public async Task<Result<Stream>> ConvertAsync(Stream file, PictureFormat format, Guid workspace, CancellationToken ct)
    {
        await using (file)
        {
            if (tools.FFmpeg is not { } ffmpeg)
            {
                return MediaErrors.NoEngine;
            }

            using var turn = await turns.TakeAsync(workspace, ct);
            return turn is null ? MediaErrors.Busy : await ConvertAsync(ffmpeg, file, format, ct);
        }
    }

    private async Task<Result<Stream>> ConvertAsync(string ffmpeg, Stream file, PictureFormat format, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await file.CopyToAsync(all, ct);
        var bytes = all.GetBuffer().AsMemory(0, (int)all.Length);
        var content = Signatures.Of(bytes.Span);
        if (content is not (Content.Png or Content.Jpeg or Content.Webp))
        {
            return MediaErrors.Unknown;
        }

        var header = PictureHeader.Read(content, bytes.Span);
        if (header is null or { IsAnimated: true } || header.Pixels > FileLimits.MostPixels || (format == PictureFormat.Webp && Math.Max(header.Width, header.Height) > LongestWebp))
        {
            return MediaErrors.NotConverted;
        }

        using var source = files.NewArriving();
        await File.WriteAllBytesAsync(source.Path, bytes, ct);
        using var result = files.NewArriving();
        var (output, type) = format switch
        {
            PictureFormat.Png => (PictureOutput.Png, "image/png"),
            PictureFormat.Jpeg => (PictureOutput.Jpeg, "image/jpeg"),
            PictureFormat.Webp => (PictureOutput.Webp, "image/webp"),
        };
        var order = new PictureOrder(source.Path, content, header, int.MaxValue);
        var run = await ToolRun.RunAsync(ffmpeg, order.Arguments(output, result.Path), Path.GetDirectoryName(source.Path)!, Limits, ct);
        if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 } || !File.Exists(result.Path))
        {
            return MediaErrors.NotConverted;
        }

        var made = await File.ReadAllBytesAsync(result.Path, ct);
        return PictureHeader.Read(Signatures.Of(made), made) is { } size ? await KeepAsync(Marked(made, type, Provenance.Of(bytes.Span), size), ct) : MediaErrors.NotConverted;
    }

    private static byte[] Marked(byte[] made, string type, AiOrigin? origin, PictureHeader size) =>
        origin is { } how ? Provenance.Mark(made, type, how, size.Width, size.Height) : made;

    private async Task<Result<Stream>> KeepAsync(byte[] made, CancellationToken ct)
    {
        // Not disposed of: the stream erases its file itself.
        var place = files.NewArriving();
        var stream = new FileStream(
            place.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await stream.WriteAsync(made, ct);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
