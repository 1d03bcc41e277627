using AIGenerator.Generation.Describing;
using AIGenerator.Media.Pictures;

namespace AIGenerator.Tests.Generation.Describing;

public sealed class PixelFactsTests
{
    [Fact]
    public void A_white_sheet_is_light_and_has_one_colour()
    {
        var facts = PixelFacts.Of(Picture(30, 30, (_, _) => (255, 255, 255, 255)));

        (facts.Shape, facts.Light, facts.Layout, facts.IsContrasty, facts.IsTransparent).ShouldBe(("square", "light", null, false, false));
        facts.Colours.ShouldBe(["white"]);
    }

    [Fact]
    public void A_sky_over_a_field_is_lighter_at_the_top_and_names_what_fills_most_first()
    {
        var facts = PixelFacts.Of(Picture(60, 30, (_, y) => y < 12 ? (150, 200, 255, 255) : (20, 90, 20, 255)));

        (facts.Shape, facts.Layout).ShouldBe(("wide", "top"));
        facts.Colours.ShouldBe(["green", "blue"]);
    }

    [Fact]
    public void Black_beside_white_is_contrast_and_a_spot_of_red_is_too_little_to_name()
    {
        var facts = PixelFacts.Of(Picture(30, 60, (x, y) => x == 0 && y < 20 ? (255, 0, 0, 255) : x < 15 ? (0, 0, 0, 255) : (255, 255, 255, 255)));

        (facts.Shape, facts.IsContrasty).ShouldBe(("tall", true));
        facts.Colours.ShouldBe(["white", "black"]);
    }

    [Fact]
    public void What_is_not_there_counts_for_nothing_but_is_said()
    {
        var half = PixelFacts.Of(Picture(20, 20, (x, _) => x < 10 ? (0, 0, 0, 0) : (255, 120, 0, 255)));
        var nothing = PixelFacts.Of(Picture(20, 20, (_, _) => (0, 0, 0, 0)));

        half.IsTransparent.ShouldBeTrue();
        half.Colours.ShouldBe(["orange"]);
        nothing.Colours.ShouldBeEmpty();
    }

    private static PicturePixels Picture(int width, int height, Func<int, int, (int R, int G, int B, int A)> paint)
    {
        var rgba = new byte[width * height * 4];
        for (var at = 0; at < width * height; at++)
        {
            var (r, g, b, a) = paint(at % width, at / width);
            (rgba[at * 4], rgba[(at * 4) + 1], rgba[(at * 4) + 2], rgba[(at * 4) + 3]) = ((byte)r, (byte)g, (byte)b, (byte)a);
        }

        return new PicturePixels(width, height, rgba);
    }
}
