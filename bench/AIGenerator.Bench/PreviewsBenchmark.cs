using System.Diagnostics;
using System.Globalization;
using AIGenerator.Previews;

namespace AIGenerator.Bench;

/// <summary>
/// The smaller ones of a picture of a million pixels, by our own program and by FFmpeg, one after the other in one run: time for each, start of the process
/// and all. The picture is one of FFmpeg's own, with noise.
/// </summary>
internal sealed class PreviewsBenchmark(bool isFull) : IBenchmark
{
    private const int Blur = 32;
    private static readonly int[] Sides = [720, 320];

    private readonly int _pictures = isFull ? 200 : 40;

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("aigenerator-previews-").FullName;
        var source = Path.Combine(folder, "picture.png");
        await FFmpegAsync(["-f", "lavfi", "-i", "mandelbrot=s=1024x1024", "-frames:v", "1", "-vf", "noise=alls=4", source], ct);
        var file = await File.ReadAllBytesAsync(source, ct);
        var ours = await TimeAsync(() => ByProgramAsync(file, ct));
        var theirs = await TimeAsync(() => ByFFmpegAsync(source, folder, ct));
        return new Figures { ["picture_bytes"] = file.Length, ["program_ms"] = ours, ["ffmpeg_ms"] = theirs, ["ratio"] = theirs / ours };
    }

    private async Task<double> TimeAsync(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed.TotalMilliseconds / _pictures;
    }

    private async Task ByProgramAsync(byte[] file, CancellationToken ct)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AIGenerator.Previews.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var order = new PreviewOrder(file, [.. Sides.Select(side => new PixelSize(side, side))], new PixelSize(Blur, Blur), int.MaxValue);
        for (var picture = 0; picture < _pictures; picture++)
        {
            await order.WriteAsync(program.StandardInput.BaseStream, ct);
            _ = await PreviewAnswer.ReadAsync(program.StandardOutput.BaseStream, Sides.Length + 1, int.MaxValue, ct)
                ?? throw new InvalidOperationException("The program could not read the picture.");
        }

        program.StandardInput.Close();
        await program.WaitForExitAsync(ct);
    }

    private async Task ByFFmpegAsync(string source, string folder, CancellationToken ct)
    {
        List<string> arguments = ["-threads", "1", "-f", "png_pipe", "-i", source];
        foreach (var side in Sides)
        {
            arguments.AddRange(
                ["-vf", Scale(side), "-frames:v", "1", "-c:v", "libwebp", "-quality", "80", "-compression_level", "2", "-threads", "1", "-f", "webp", Path.Combine(folder, $"{side}")]);
        }

        arguments.AddRange(["-vf", Scale(Blur) + ",format=rgb24", "-frames:v", "1", "-c:v", "rawvideo", "-pix_fmt", "rgb24", "-f", "rawvideo", Path.Combine(folder, "blur")]);
        for (var picture = 0; picture < _pictures; picture++)
        {
            await FFmpegAsync(arguments, ct);
        }
    }

    private static string Scale(int side) => string.Create(CultureInfo.InvariantCulture, $"scale={side}:{side}:flags=area");

    private static async Task FFmpegAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        using var run = Process.Start("ffmpeg", ["-nostdin", "-hide_banner", "-loglevel", "error", "-y", .. arguments]);
        await run.WaitForExitAsync(ct);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"FFmpeg ended with {run.ExitCode}.");
        }
    }
}
