using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators.Images;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>What the built-in model does with a picture: the right size, the same every time, and nothing that was not asked for.</summary>
public sealed class BuiltInEditTests
{
    private const int Width = 96;
    private const int Height = 64;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<ImageTask, int, int> Tasks => new()
    {
        { ImageTask.Upscale, Width * 4, Height * 4 }, { ImageTask.Remix, Width, Height }, { ImageTask.Inpaint, Width, Height },
        { ImageTask.Outpaint, Width + 10 + 200, Height + 20 }, { ImageTask.RemoveBackground, Width, Height },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task A_task_gives_its_size_and_the_same_order_the_same_bytes(ImageTask task, int width, int height)
    {
        var order = Order(task);

        var (once, again) = (await MakeAsync(order), await MakeAsync(order));

        var picture = SimPng.Read(once)!;
        (picture.Width, picture.Height).ShouldBe((width, height));
        once.AsSpan().SequenceEqual(again).ShouldBeTrue();
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"edit-{task}.png"), once, Ct);
        }
    }

    [Fact]
    public async Task Outside_of_the_mask_every_pixel_stays_and_inside_each_is_made_anew()
    {
        var order = Order(ImageTask.Inpaint);

        var picture = SimPng.Read(await MakeAsync(order))!;

        var changed = 0;
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            if (order.Mask!.Pixels.Span[i] < 128)
            {
                picture.At(x, y).ShouldBe(Disc.At(x, y));
            }
            else
            {
                changed += picture.At(x, y) == Disc.At(x, y) ? 0 : 1;
                picture.At(x, y).Alpha.ShouldBe((byte)255);
            }
        }

        changed.ShouldBeGreaterThan(600, "of 900 pixels");
    }

    [Fact]
    public async Task An_extended_picture_has_its_source_in_it_and_meets_it_without_a_seam()
    {
        var picture = SimPng.Read(await MakeAsync(Order(ImageTask.Outpaint)))!;

        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                picture.At(x + 10, y + 20).ShouldBe(Disc.At(x, y));
            }

            Math.Abs(picture.At(9, y + 20).Red - Disc.At(0, y).Red).ShouldBeLessThan(16);
        }
    }

    [Fact]
    public async Task The_ground_goes_and_the_subject_stays()
    {
        var picture = SimPng.Read(await MakeAsync(Order(ImageTask.RemoveBackground)))!;

        new[] { picture.At(0, 0), picture.At(Width - 1, Height - 1), picture.At(10, 32) }.ShouldAllBe(pixel => pixel.Alpha == 0);
        picture.At(48, 32).ShouldBe(Disc.At(48, 32));
    }

    [Fact]
    public async Task Strength_says_how_far_a_remix_goes_and_a_shape_cuts_its_middle()
    {
        var (none, some, all) = (await RemixAsync(0), await RemixAsync(0.4), await RemixAsync(1));
        var wide = SimPng.Read(await MakeAsync(Order(ImageTask.Remix) with { Width = 160, Height = 90 }))!;

        none.Bytes.AsSpan().SequenceEqual(Disc.Bytes).ShouldBeTrue();
        Distance(none, some).ShouldBeInRange(1, Distance(none, all) - 1);
        (wide.Width, wide.Height).ShouldBe((160, 90));
    }

    [Fact]
    public async Task Larger_keeps_plain_colours_plain()
    {
        var picture = SimPng.Read(await MakeAsync(Order(ImageTask.Upscale) with { Scale = 2 }))!;

        (picture.At(2, 2), picture.At(96, 64)).ShouldBe((Disc.At(1, 1), Disc.At(48, 32)));
    }

    [Fact]
    public async Task What_nothing_stands_out_from_is_refused_instead_of_cut_out_to_nothing()
    {
        var plain = new SimPixels(Width, Height, 4, [.. Enumerable.Repeat(new byte[] { 90, 120, 200, 255 }, Width * Height).SelectMany(pixel => pixel)]);
        var order = Order(ImageTask.RemoveBackground) with { Source = new SourceImage("image/png", SimPng.Write(plain), Width, Height) };

        (await Should.ThrowAsync<ProviderException>(() => Provider().SubmitAsync(order, Ct))).Code.ShouldBe("provider.nothing-stands-out");
    }

    [Fact]
    public async Task What_cannot_be_read_or_does_not_fit_is_refused()
    {
        var order = Order(ImageTask.Inpaint);
        ImageOrder[] wrong =
        [
            order with { Source = null }, order with { Mask = null }, order with { Mask = new ImageMask(1, 1, new byte[1]) }, order with { Task = ImageTask.Vectorize },
            order with { Source = new SourceImage("image/png", "no picture"u8.ToArray(), Width, Height) },
            order with { Source = new SourceImage("image/jpeg", order.Source!.Bytes[..40], Width, Height) },
            order with { Task = ImageTask.Upscale, Scale = 400 },
        ];

        foreach (var one in wrong)
        {
            (await Should.ThrowAsync<ProviderException>(() => Provider().SubmitAsync(one, Ct))).Code.ShouldBe("provider.invalid-request");
        }
    }

    /// <summary>A red disc on a light ground.</summary>
    private static SimPixels Disc { get; } = new(Width, Height, 4, [.. Enumerable.Range(0, Width * Height).SelectMany(PixelAt)]);

    private static byte[] PixelAt(int i)
    {
        var (x, y) = ((i % Width) - 48, (i / Width) - 32);
        return (x * x) + (y * y) < 400 ? [200, 30, 40, 255] : [235, 238, 240, 255];
    }

    private static ImageOrder Order(ImageTask task) => new(
        new Guid("0198c7a2-0000-7000-8000-000000000001"), "built-in-image", null, task, "A forest in the fog", 1, 0, 0, Seed: 5,
        Source: new SourceImage("image/png", SimPng.Write(Disc), Width, Height),
        Mask: task == ImageTask.Inpaint ? new ImageMask(Width, Height, Enumerable.Range(0, Width * Height).Select(i => i % Width is >= 20 and < 50 && i / Width is >= 10 and < 40 ? (byte)255 : (byte)0).ToArray()) : null,
        Scale: task == ImageTask.Upscale ? 4 : null, Margins: task == ImageTask.Outpaint ? new ImageMargins(10, 20, 200, 0) : null);

    private static async Task<SimPixels> RemixAsync(double strength) => SimPng.Read(await MakeAsync(Order(ImageTask.Remix) with { Strength = strength }))!;

    private static long Distance(SimPixels one, SimPixels other) => one.Bytes.Zip(other.Bytes, (a, b) => (long)Math.Abs(a - b)).Sum();

    private static async Task<byte[]> MakeAsync(ImageOrder order) => ((MediaDone)await Provider().SubmitAsync(order, Ct)).Outputs.ShouldHaveSingleItem().Bytes.ToArray();

    private static IMediaProvider Provider() =>
        ProviderFixtures.Services(new Dictionary<string, string?> { ["Providers:BuiltIn:PicturePace"] = "00:00:00" }).GetRequiredService<MediaProviders>().Find("built-in")!;
}
