using System.Buffers.Binary;
using System.Diagnostics;
using AIGenerator.Media;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Previews;
using AIGenerator.Previews;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIGenerator.Tests.Media;

/// <summary>Smaller pictures by the program that came with the product, and by FFmpeg where it cannot.</summary>
public sealed class PreviewTests(TestServices services) : IClassFixture<TestServices>
{
    private static readonly PixelSize Blur = new(32, 16);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("png")]
    [InlineData("png, 16 bits")]
    [InlineData("png, palette")]
    [InlineData("png, grey")]
    [InlineData("jpg")]
    [InlineData("jpg, larger than is read")]
    [InlineData("jpg, grey")]
    [InlineData("webp")]
    [InlineData("webp, lossless")]
    public async Task Every_kind_becomes_smaller_as_ffmpeg_would_make_it(string kind)
    {
        var file = kind switch
        {
            "png" => MadeFiles.Png(1600, 800),
            "png, 16 bits" => MadeFiles.Png(1600, 800, bits: 16),
            "png, palette" => MadeFiles.Picture(".png", 1600, 800, "-pix_fmt", "pal8"),
            "png, grey" => MadeFiles.Picture(".png", 1600, 800, "-pix_fmt", "gray"),
            "jpg" => MadeFiles.Picture(".jpg", 1600, 800),
            "jpg, larger than is read" => MadeFiles.Picture(".jpg", 3002, 1502),
            "jpg, grey" => MadeFiles.Picture(".jpg", 1600, 800, "-pix_fmt", "gray"),
            "webp" => MadeFiles.Picture(".webp", 1600, 800),
            _ => MadeFiles.Picture(".webp", 1600, 800, "-lossless", "1"),
        };
        var content = Signatures.Of(file);
        var plan = new PreviewPlan(PictureHeader.Read(content, file)!);
        using var pool = NewPool();

        var answer = (await pool.MakeAsync(OrderOf(file, plan), Ct)).ShouldNotBeNull();

        answer.Parts[^1].Length.ShouldBe(plan.Blur.Width * plan.Blur.Height * 3);
        (await services.Provider.GetRequiredService<FFmpegPreviews>().MakeAsync(file, content, plan, Ct)).Ok(out var others, out _).ShouldBeTrue();
        foreach (var (side, ours, other) in plan.Sides.Zip(answer.Parts.SkipLast(1).Reverse(), others!.Previews))
        {
            var (width, height) = plan.SizeOf(side);
            PictureHeader.Read(Content.Webp, ours).ShouldNotBeNull().ShouldSatisfyAllConditions(header => header.Width.ShouldBe(width), header => header.Height.ShouldBe(height));
            foreach (var x in new[] { width / 4, width * 3 / 4 })
            {
                Distance(MadeFiles.PixelOf(ours, width, x, height / 2), MadeFiles.PixelOf(other.Bytes, width, x, height / 2)).ShouldBeLessThan(12);
            }
        }
    }

    [Fact]
    public async Task A_picture_in_four_inks_is_as_red_as_it_was()
    {
        using var pool = NewPool();

        var answer = (await pool.MakeAsync(new PreviewOrder(InkedJpeg.Red(), [], new PixelSize(8, 8), 10_000_000), Ct)).ShouldNotBeNull();

        answer.Parts.Single()[0].ShouldBeGreaterThan((byte)200);
        answer.Parts.Single()[1].ShouldBeLessThan((byte)90);
        answer.Parts.Single()[2].ShouldBeLessThan((byte)90);
    }

    [Fact]
    public async Task What_is_see_through_stays_so()
    {
        var file = MadeFiles.Picture(".png", 800, 400, "-vf", "format=rgba,colorchannelmixer=aa=0.5");
        using var pool = NewPool();

        var answer = (await pool.MakeAsync(new PreviewOrder(file, [new PixelSize(320, 160)], Blur, 10_000_000), Ct)).ShouldNotBeNull();

        var pixels = await services.Provider.GetRequiredService<IPicturePixels>().ReadAsync(answer.Parts[0], 1_000_000, Ct);
        pixels.Ok(out var read, out _).ShouldBeTrue();
        read!.Rgba[(80 * 320 * 4) + (80 * 4)].ShouldBeInRange((byte)235, (byte)255, "the red is not darkened by what shines through");
        read.Rgba[(80 * 320 * 4) + (80 * 4) + 3].ShouldBeInRange((byte)120, (byte)136);
    }

    [Fact]
    public async Task What_cannot_be_read_is_no_answer_and_the_next_one_is()
    {
        using var pool = NewPool();
        var good = MadeFiles.Png(640, 320);
        var cut = MadeFiles.Picture(".png", 1600, 800, "-vf", "noise=alls=80")[..^4000];
        foreach (var file in new[] { "no picture"u8.ToArray(), [], MadeFiles.PngBomb(60_000, 60_000), MadeFiles.PngBomb(640, 320), cut, MadeFiles.Picture(".gif", 640, 320) })
        {
            (await pool.MakeAsync(new PreviewOrder(file, [new PixelSize(320, 160)], Blur, 10_000_000), Ct)).ShouldBeNull();
        }

        (await pool.MakeAsync(new PreviewOrder(good, [new PixelSize(320, 160)], Blur, 640 * 320), Ct)).ShouldNotBeNull();
        pool.Idle.Count.ShouldBe(1);
        (await pool.MakeAsync(new PreviewOrder(good, [new PixelSize(320, 160)], Blur, (640 * 320) - 1), Ct)).ShouldBeNull("it has more pixels than allowed");
        pool.Idle.ShouldBeEmpty("what met a file that it could not read gets nobody else's");
    }

    [Fact]
    public async Task A_process_that_dies_costs_one_answer_and_one_that_idles_is_ended()
    {
        var clock = new StoppedClock();
        using var pool = new PreviewPool(PreviewProgram.BesideUs(), clock, NullLogger<PreviewPool>.Instance);
        var order = new PreviewOrder(MadeFiles.Png(640, 320), [new PixelSize(320, 160)], Blur, 10_000_000);
        await pool.MakeAsync(order, Ct);
        using var process = Process.GetProcessById(pool.Idle.Single().Id);

        process.Kill();
        await process.WaitForExitAsync(Ct);

        (await pool.MakeAsync(order, Ct)).ShouldBeNull();
        (await pool.MakeAsync(order, Ct)).ShouldNotBeNull();
        using var second = Process.GetProcessById(pool.Idle.Single().Id);
        clock.Advance(TimeSpan.FromMinutes(2));
        await second.WaitForExitAsync(Ct);
        pool.Idle.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_does_nothing_but_die_is_left_alone_for_a_while()
    {
        var clock = new StoppedClock();
        using var pool = new PreviewPool(PreviewProgram.BesideUs(), clock, NullLogger<PreviewPool>.Instance);
        var order = new PreviewOrder(MadeFiles.Png(640, 320), [new PixelSize(320, 160)], Blur, 10_000_000);

        // More parts than the program lets itself be asked for: it ends.
        var deadly = order with { Sizes = [.. Enumerable.Repeat(new PixelSize(1, 1), 9)] };
        for (var i = 0; i < 3; i++)
        {
            (await pool.MakeAsync(deadly, Ct)).ShouldBeNull();
        }

        (await pool.MakeAsync(order, Ct)).ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(2));
        (await pool.MakeAsync(order, Ct)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(2, 5, 4, 4)]
    [InlineData(2, -1)]
    [InlineData(2, 1 << 30)]
    [InlineData(1, 4, 4)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task An_answer_is_not_believed(params int[] numbers)
    {
        var bytes = new byte[numbers.Length * 4];
        foreach (var (at, number) in numbers.Index())
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at * 4), number);
        }

        var failure = await Record.ExceptionAsync(() => PreviewAnswer.ReadAsync(new MemoryStream(bytes), parts: 2, mostBytes: 1000, Ct));

        (failure is InvalidDataException or EndOfStreamException).ShouldBeTrue();
    }

    private static PreviewPool NewPool() => new(PreviewProgram.BesideUs(), new StoppedClock(), NullLogger<PreviewPool>.Instance);

    private static PreviewOrder OrderOf(byte[] file, PreviewPlan plan) => new(file, [.. plan.Sides.Reverse().Select(plan.SizeOf)], plan.Blur, 50_000_000);

    private static int Distance((byte Red, byte Green, byte Blue) one, (byte Red, byte Green, byte Blue) other) =>
        Math.Abs(one.Red - other.Red) + Math.Abs(one.Green - other.Green) + Math.Abs(one.Blue - other.Blue);
}
