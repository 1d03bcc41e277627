using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media.Pictures;

/// <summary>Makes an upright picture, no larger than asked for, out of a checked one: JPEG for photos, PNG for the rest, larger ones JPEG again.</summary>
internal sealed class PictureMaker(MediaTools tools, IFileStore files)
{
    private const int LargestOutput = 24 * 1024 * 1024;

    public async Task<Result<AcceptedFile>> MakeAsync(
        string path, Content content, byte[] bytes, PictureLimits limits, TimeSpan time, CancellationToken ct)
    {
        if (content == Content.Heic)
        {
            return await OpenedAsync(path, bytes, limits, time, ct);
        }

        if (PictureHeader.Read(content, bytes) is not { } header)
        {
            return MediaErrors.Broken;
        }

        if (header.Pixels > FileLimits.MostPixels)
        {
            return MediaErrors.TooManyPixels;
        }

        if (header.IsCmyk)
        {
            return MediaErrors.Cmyk;
        }

        if (header.IsAnimated && (content == Content.Webp || !limits.FirstOfMoving))
        {
            return MediaErrors.Animated;
        }

        if (tools.FFmpeg is not { } ffmpeg)
        {
            return AsItIs(content, bytes, header, limits);
        }

        var order = new PictureOrder(path, content, header, limits.LongestSide);
        var tool = new ToolLimits(time, MemoryMegabytes: 3072, LargestOutput);
        if (content != Content.Jpeg && await RunAsync(ffmpeg, order, PictureOutput.Png, tool, ct) is { } png && png.Length <= limits.LargestPng)
        {
            return order.Accepted("image/png", png) with { MadeBy = Provenance.Of(bytes) };
        }

        return await RunAsync(ffmpeg, order, PictureOutput.Jpeg, tool, ct) is { } jpeg ? order.Accepted("image/jpeg", jpeg) with { MadeBy = Provenance.Of(bytes) } : MediaErrors.Broken;
    }

    // A photo of a phone becomes a JPEG first, then goes the way of every JPEG.
    private async Task<Result<AcceptedFile>> OpenedAsync(string path, byte[] bytes, PictureLimits limits, TimeSpan time, CancellationToken ct)
    {
        if (!(await HeicPhoto.OpenAsync(tools, path, bytes, time, ct)).Ok(out var jpeg, out var refusal))
        {
            return refusal;
        }

        using var opened = files.NewArriving();
        await File.WriteAllBytesAsync(opened.Path, jpeg, ct);
        return (await MakeAsync(opened.Path, Content.Jpeg, jpeg, limits, time, ct)).Ok(out var made, out var problem) ? made with { MadeBy = Provenance.Of(bytes) } : problem;
    }

    private static Result<AcceptedFile> AsItIs(Content content, byte[] bytes, PictureHeader header, PictureLimits limits)
    {
        var isFit = content is Content.Png or Content.Jpeg or Content.Webp && header.Orientation == 1 && !header.IsAnimated
            && Math.Max(header.Width, header.Height) <= limits.LongestSide && header.End <= limits.LargestPng;
        if (!isFit)
        {
            return MediaErrors.NoEngine;
        }

        var (type, kept) = content switch
        {
            Content.Png => ("image/png", PngHeader.WithoutMetadata(bytes, header.End)),
            Content.Jpeg => ("image/jpeg", JpegHeader.WithoutMetadata(bytes, header.End)),
            _ => ("image/webp", WebpHeader.WithoutMetadata(bytes, header.End)),
        };
        return kept is null ? MediaErrors.Broken : new AcceptedFile(FileKind.Picture, type, kept, header.Width, header.Height, MadeBy: Provenance.Of(bytes));
    }

    /// <summary>The result's bytes; null where FFmpeg made none.</summary>
    private async Task<byte[]?> RunAsync(string ffmpeg, PictureOrder order, PictureOutput output, ToolLimits limits, CancellationToken ct)
    {
        using var result = files.NewArriving();
        var run = await ToolRun.RunAsync(ffmpeg, order.Arguments(output, result.Path), Path.GetDirectoryName(order.Path)!, limits, ct);
        return run is { Ending: ToolEnding.Exited, ExitCode: 0 } && File.Exists(result.Path) && new FileInfo(result.Path).Length > 0
            ? await File.ReadAllBytesAsync(result.Path, ct)
            : null;
    }
}
