using System.Text;
using AIGenerator.Media;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Pictures;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Media;

public sealed class GeneratedPictureTests(TestServices services) : IClassFixture<TestServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(".png", "image/png")]
    [InlineData(".jpg", "image/jpeg")]
    [InlineData(".webp", "image/webp")]
    public async Task A_picture_says_that_it_was_made_by_ai_and_stays_one_in_every_size(string ending, string type)
    {
        var picture = await FinishAsync(MadeFiles.Picture(ending, 1600, 400));

        (picture.MediaType, picture.Width, picture.Height).ShouldBe((type, 1600, 400));
        picture.BlurHash!.Length.ShouldBe(28, "a word for four by three factors");
        picture.Previews.Select(preview => preview.Side).ShouldBe([320, 720, 1440]);
        foreach (var (bytes, width) in picture.Previews.Select(preview => (preview.Bytes, preview.Side)).Append((picture.Bytes, 1600)))
        {
            Encoding.Latin1.GetString(bytes.Span).ShouldContain("digitalsourcetype/trainedAlgorithmicMedia");
            PictureHeader.Read(Signatures.Of(bytes.Span), bytes.Span).ShouldNotBeNull().Width.ShouldBe(width);

            // And whoever reads it next can: our own conversion takes it again.
            (await FinishAsync(bytes)).Width.ShouldBe(width);
        }
    }

    [Fact]
    public async Task A_small_picture_has_no_smaller_ones_and_what_is_none_is_refused()
    {
        var pictures = services.Provider.GetRequiredService<IGeneratedPictures>();

        (await FinishAsync(MadeFiles.Png(64, 64))).Previews.ShouldBeEmpty();
        foreach (var file in new[] { "no picture"u8.ToArray(), "<svg onload=alert(1)>"u8.ToArray(), MadeFiles.PngBomb(60_000, 60_000), MadeFiles.Png(64, 64)[..80], [] })
        {
            (await pictures.FinishAsync(file, AiOrigin.TrainedModel, isPlain: false, Ct)).Ok(out _, out var refusal).ShouldBeFalse();
            refusal!.Code.ShouldStartWith("media.");
        }
    }

    private async Task<GeneratedPicture> FinishAsync(ReadOnlyMemory<byte> file)
    {
        var result = await services.Provider.GetRequiredService<IGeneratedPictures>().FinishAsync(file, AiOrigin.TrainedModel, isPlain: false, Ct);
        result.Ok(out var picture, out var refusal).ShouldBeTrue(refusal?.Code);
        return picture!;
    }
}
