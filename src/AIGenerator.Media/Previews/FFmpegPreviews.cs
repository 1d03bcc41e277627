using System.Globalization;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Tools;
using AIGenerator.Previews;

namespace AIGenerator.Media.Previews;

/// <summary>One run of FFmpeg makes the three smaller pictures and the few pixels that the blur is made of.</summary>
internal sealed class FFmpegPreviews(MediaTools tools, IFileStore files) : IDisposable
{
    private static readonly ToolLimits Limits = new(TimeSpan.FromSeconds(30), MemoryMegabytes: 3072, OutputBytes: 24 * 1024 * 1024);

    // FFmpeg 5 to 8, in the C locale.
    private static readonly string[] Undecodable = ["Invalid data found", "Cannot determine format of input", "could not find codec parameters"];
    private static readonly string[] OurTrouble = ["Cannot allocate memory", "No space left on device"];

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Whether it is installed.</summary>
    public bool IsThere => tools.FFmpeg is not null;

    public async Task<Result<Smaller>> MakeAsync(ReadOnlyMemory<byte> file, Content content, PreviewPlan plan, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await MakeInTurnAsync(file, content, plan, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<Result<Smaller>> MakeInTurnAsync(ReadOnlyMemory<byte> file, Content content, PreviewPlan plan, CancellationToken ct)
    {
        using var source = files.NewArriving();
        var targets = plan.Sides.Select(_ => files.NewArriving()).ToList();
        using var blur = files.NewArriving();
        try
        {
            await File.WriteAllBytesAsync(source.Path, file, ct);
            var run = await ToolRun.RunAsync(tools.FFmpeg!, Arguments(source.Path, content, plan, targets, blur), Path.GetDirectoryName(source.Path)!, Limits, ct);
            if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 })
            {
                return FailureOf(run);
            }

            var (width, height) = plan.Blur;
            var pixels = await File.ReadAllBytesAsync(blur.Path, ct);
            var previews = new List<PicturePreview>(targets.Count);
            foreach (var (side, target) in plan.Sides.Zip(targets))
            {
                previews.Add(new PicturePreview(side, await File.ReadAllBytesAsync(target.Path, ct)));
            }

            // It ends well on a full disk, too.
            return pixels.Length == width * height * 3 && previews.TrueForAll(preview => preview.Bytes.Length > 0)
                ? new Smaller(BlurHash.Of(pixels, width, height), previews)
                : FailureOf(run);
        }
        finally
        {
            targets.ForEach(target => target.Dispose());
        }
    }

    /// <summary>The picture's fault only where FFmpeg says so: it is ended when the machine is too busy, and then knows nothing of the picture.</summary>
    private static Error FailureOf(ToolResult run) =>
        run.Ending == ToolEnding.Exited && Says(run, Undecodable) && !Says(run, OurTrouble) ? MediaErrors.Broken : MediaErrors.Busy;

    private static bool Says(ToolResult run, string[] words) => Array.Exists(words, word => run.ErrorText.Contains(word, StringComparison.Ordinal));

    private static List<string> Arguments(string source, Content content, PreviewPlan plan, List<ArrivingFile> targets, ArrivingFile blur)
    {
        var demuxer = content switch { Content.Png => "png_pipe", Content.Jpeg => "jpeg_pipe", _ => "webp_pipe" };
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1",
            "-max_pixels", FileLimits.MostPixels.ToString(CultureInfo.InvariantCulture), "-noautorotate", "-f", demuxer, "-i", source,
        ];
        foreach (var (side, target) in plan.Sides.Zip(targets))
        {
            arguments.AddRange(
                ["-vf", Scale(plan.SizeOf(side)), "-frames:v", "1", "-c:v", "libwebp", "-quality", "80", "-compression_level", "2", "-threads", "1", "-f", "webp", "-y", target.Path]);
        }

        arguments.AddRange(["-vf", Scale(plan.Blur) + ",format=rgb24", "-frames:v", "1", "-c:v", "rawvideo", "-pix_fmt", "rgb24", "-f", "rawvideo", "-y", blur.Path]);
        return arguments;
    }

    private static string Scale(PixelSize size) => string.Create(CultureInfo.InvariantCulture, $"scale={size.Width}:{size.Height}:flags=area");
}
