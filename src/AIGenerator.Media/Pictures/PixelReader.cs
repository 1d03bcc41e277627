using System.Globalization;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media.Pictures;

/// <summary>Lets FFmpeg write a picture's pixels as they are.</summary>
internal sealed class PixelReader(MediaTools tools, IFileStore files) : IPicturePixels, IDisposable
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount));

    public async Task<Result<PicturePixels>> ReadAsync(ReadOnlyMemory<byte> file, long most, CancellationToken ct)
    {
        var content = Signatures.Of(file.Span);
        if (content is not (Content.Png or Content.Jpeg or Content.Webp))
        {
            return MediaErrors.Unknown;
        }

        if (PictureHeader.Read(content, file.Span) is not { } header)
        {
            return MediaErrors.Broken;
        }

        if (header.Pixels > Math.Min(most, FileLimits.MostPixels))
        {
            return MediaErrors.TooManyPixelsFor(Math.Min(most, FileLimits.MostPixels));
        }

        if (header.IsAnimated)
        {
            return MediaErrors.Animated;
        }

        return tools.FFmpeg is { } ffmpeg ? await RunAsync(ffmpeg, file, content, header, ct) : MediaErrors.NoEngine;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<Result<PicturePixels>> RunAsync(string ffmpeg, ReadOnlyMemory<byte> file, Content content, PictureHeader header, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        using var source = files.NewArriving();
        using var target = files.NewArriving();
        try
        {
            await File.WriteAllBytesAsync(source.Path, file, ct);
            var size = checked((int)(header.Pixels * 4));
            var limits = new ToolLimits(Time, MemoryMegabytes: 3072, size + 4096);
            var run = await ToolRun.RunAsync(ffmpeg, Arguments(source.Path, content, target.Path), Path.GetDirectoryName(source.Path)!, limits, ct);
            if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 } || !File.Exists(target.Path))
            {
                return MediaErrors.Broken;
            }

            var pixels = await File.ReadAllBytesAsync(target.Path, ct);
            return pixels.Length == size ? new PicturePixels(header.Width, header.Height, pixels) : MediaErrors.Broken;
        }
        finally
        {
            _turns.Release();
        }
    }

    // Exact rounding: the same file gives the same pixels on every machine.
    private static IReadOnlyList<string> Arguments(string source, Content content, string target) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1",
        "-max_pixels", FileLimits.MostPixels.ToString(CultureInfo.InvariantCulture), "-err_detect", "explode", "-noautorotate",
        "-f", content switch { Content.Png => "png_pipe", Content.Jpeg => "jpeg_pipe", _ => "webp_pipe" }, "-flags:v", "+bitexact", "-i", source,
        "-frames:v", "1", "-sws_flags", "bitexact+accurate_rnd+full_chroma_int", "-c:v", "rawvideo", "-pix_fmt", "rgba", "-f", "rawvideo", "-y", target,
    ];
}
