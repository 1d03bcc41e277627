using System.Globalization;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Tools;
using AIGenerator.Media.Vectors;

namespace AIGenerator.Media.Generated;

/// <summary>One run of FFmpeg makes the three smaller pictures and the few pixels that the blur is made of.</summary>
internal sealed class GeneratedPictures(MediaTools tools, IFileStore files) : IGeneratedPictures, IDisposable
{
    private const int BlurSide = 32;
    private static readonly ToolLimits Limits = new(TimeSpan.FromSeconds(30), MemoryMegabytes: 3072, OutputBytes: 24 * 1024 * 1024);

    // FFmpeg 5 to 8, in the C locale.
    private static readonly string[] Undecodable = ["Invalid data found", "Cannot determine format of input", "could not find codec parameters"];
    private static readonly string[] OurTrouble = ["Cannot allocate memory", "No space left on device"];

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount));

    public async Task<Result<GeneratedPicture>> FinishAsync(ReadOnlyMemory<byte> file, AiOrigin? origin, bool isPlain, CancellationToken ct)
    {
        var content = Signatures.Of(file.Span);
        if (content == Content.Text && CleanSvg.CouldBe(file.Span))
        {
            // Browsers draw shapes in any size themselves: nothing smaller is made.
            return CleanSvg.Read(file, origin) is { } drawing ? new GeneratedPicture("image/svg+xml", drawing.Bytes, drawing.Width, drawing.Height, null, []) : MediaErrors.Broken;
        }

        if (content is not (Content.Png or Content.Jpeg or Content.Webp))
        {
            return content == Content.OtherPicture ? MediaErrors.Format : MediaErrors.Unknown;
        }

        if (PictureHeader.Read(content, file.Span) is not { } header)
        {
            return MediaErrors.Broken;
        }

        if (header.Pixels > FileLimits.MostPixels)
        {
            return MediaErrors.TooManyPixels;
        }

        var type = content switch { Content.Png => "image/png", Content.Jpeg => "image/jpeg", _ => "image/webp" };
        var bytes = origin is { } made ? Provenance.Mark(file[..header.End], type, made, header.Width, header.Height) : file[..header.End];
        var smaller = new Smaller(null, []);
        if (!isPlain && tools.FFmpeg is { } ffmpeg && !(await SmallerAsync(ffmpeg, file, content, header, ct)).Ok(out smaller, out var refusal))
        {
            return refusal;
        }

        return new GeneratedPicture(
            type, bytes, header.Width, header.Height, smaller.BlurHash,
            [.. smaller.Previews.Select(preview => preview with { Bytes = Marked(preview, origin, header) })]);
    }

    public void Dispose() => _turns.Dispose();

    public AiOrigin? OriginOf(ReadOnlySpan<byte> file) => Provenance.Of(file);

    private static ReadOnlyMemory<byte> Marked(PicturePreview preview, AiOrigin? origin, PictureHeader header)
    {
        var (width, height) = Fit(header, preview.Side);
        return origin is { } made ? Provenance.Mark(preview.Bytes, "image/webp", made, width, height) : preview.Bytes;
    }

    private async Task<Result<Smaller>> SmallerAsync(string ffmpeg, ReadOnlyMemory<byte> file, Content content, PictureHeader header, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        using var source = files.NewArriving();
        var sides = PicturePreview.Sides.Where(side => side < Math.Max(header.Width, header.Height)).ToList();
        var targets = sides.ConvertAll(_ => files.NewArriving());
        using var blur = files.NewArriving();
        try
        {
            await File.WriteAllBytesAsync(source.Path, file, ct);
            var run = await ToolRun.RunAsync(ffmpeg, Arguments(source.Path, content, header, sides, targets, blur), Path.GetDirectoryName(source.Path)!, Limits, ct);
            if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 })
            {
                return FailureOf(run);
            }

            var (width, height) = Fit(header, BlurSide);
            var pixels = await File.ReadAllBytesAsync(blur.Path, ct);
            var previews = new List<PicturePreview>(sides.Count);
            for (var i = 0; i < sides.Count; i++)
            {
                previews.Add(new PicturePreview(sides[i], await File.ReadAllBytesAsync(targets[i].Path, ct)));
            }

            // It ends well on a full disk, too.
            return pixels.Length == width * height * 3 && previews.TrueForAll(preview => preview.Bytes.Length > 0)
                ? new Smaller(BlurHash.Of(pixels, width, height), previews)
                : FailureOf(run);
        }
        finally
        {
            targets.ForEach(target => target.Dispose());
            _turns.Release();
        }
    }

    /// <summary>The picture's fault only where FFmpeg says so: it is ended when the machine is too busy, and then knows nothing of the picture.</summary>
    private static Error FailureOf(ToolResult run) =>
        run.Ending == ToolEnding.Exited && Says(run, Undecodable) && !Says(run, OurTrouble) ? MediaErrors.Broken : MediaErrors.Busy;

    private static bool Says(ToolResult run, string[] words) => Array.Exists(words, word => run.ErrorText.Contains(word, StringComparison.Ordinal));

    private static List<string> Arguments(
        string source, Content content, PictureHeader header, List<int> sides, List<ArrivingFile> targets, ArrivingFile blur)
    {
        var demuxer = content switch { Content.Png => "png_pipe", Content.Jpeg => "jpeg_pipe", _ => "webp_pipe" };
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1",
            "-max_pixels", FileLimits.MostPixels.ToString(CultureInfo.InvariantCulture), "-noautorotate", "-f", demuxer, "-i", source,
        ];
        for (var i = 0; i < sides.Count; i++)
        {
            arguments.AddRange(["-vf", Scale(header, sides[i]), "-frames:v", "1", "-c:v", "libwebp", "-quality", "80", "-threads", "1", "-f", "webp", "-y", targets[i].Path]);
        }

        arguments.AddRange(["-vf", Scale(header, BlurSide) + ",format=rgb24", "-frames:v", "1", "-c:v", "rawvideo", "-pix_fmt", "rgb24", "-f", "rawvideo", "-y", blur.Path]);
        return arguments;
    }

    private static string Scale(PictureHeader header, int side)
    {
        var (width, height) = Fit(header, side);
        return string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=area");
    }

    private static (int Width, int Height) Fit(PictureHeader header, int side)
    {
        var factor = Math.Min(1.0, side / (double)Math.Max(header.Width, header.Height));
        return (Math.Max(1, (int)Math.Round(header.Width * factor)), Math.Max(1, (int)Math.Round(header.Height * factor)));
    }

    private sealed record Smaller(string? BlurHash, IReadOnlyList<PicturePreview> Previews);
}
