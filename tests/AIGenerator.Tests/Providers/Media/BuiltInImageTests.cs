using AIGenerator.Providers.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

public sealed class BuiltInImageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_words_and_seed_make_the_same_picture()
    {
        var once = await DrawAsync("A lighthouse by the sea", seed: 7);
        var again = await DrawAsync("A lighthouse by the sea", seed: 7);
        var other = await DrawAsync("A lighthouse by the sea", seed: 8);

        once.Bytes.Span.SequenceEqual(again.Bytes.Span).ShouldBeTrue();
        once.Bytes.Span.SequenceEqual(other.Bytes.Span).ShouldBeFalse();
        once.Seed.ShouldBe(7);
    }

    [Fact]
    public async Task As_many_come_as_were_ordered_and_each_is_another()
    {
        var done = (await Provider().SubmitAsync(Order("Ліс у тумані", count: 3), Ct)).ShouldBeOfType<MediaDone>();

        done.Outputs.Count.ShouldBe(3);
        done.Outputs.Select(output => output.Seed).Distinct().Count().ShouldBe(3);
        done.Outputs.Select(output => Convert.ToHexString(output.Bytes.Span[..4])).ShouldAllBe(start => start == "89504E47");
    }

    [Theory]
    [InlineData("dusk")]
    [InlineData("forest")]
    [InlineData("ocean")]
    [InlineData("paper")]
    [InlineData("neon")]
    public async Task Every_style_draws_in_every_shape(string style)
    {
        foreach (var (width, height) in new[] { (1344, 768), (768, 1344) })
        {
            var done = (MediaDone)await Provider().SubmitAsync(Order("hills", style: style, width: width, height: height, seed: 3), Ct);
            if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"art-{style}-{width}.png"), done.Outputs[0].Bytes, Ct);
            }

            done.Outputs[0].Bytes.Length.ShouldBeGreaterThan(10_000);
        }
    }

    private static IMediaProvider Provider() =>
        ProviderFixtures.Services(new Dictionary<string, string?> { ["Providers:BuiltIn:PicturePace"] = "00:00:00" }).GetRequiredService<MediaProviders>().Find("built-in")!;

    private static async Task<MediaOutput> DrawAsync(string prompt, long seed) =>
        ((MediaDone)await Provider().SubmitAsync(Order(prompt, seed: seed, width: 320, height: 200), Ct)).Outputs[0];

    private static ImageOrder Order(string prompt, int count = 1, string? style = null, int width = 256, int height = 256, long? seed = null) =>
        new(new Guid("0198c7a2-0000-7000-8000-000000000001"), "built-in-image", null, ImageTask.Create, prompt, count, width, height, Style: style, Seed: seed);
}
