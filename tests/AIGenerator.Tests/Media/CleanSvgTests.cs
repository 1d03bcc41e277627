using System.Text;
using System.Xml.Linq;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Vectors;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Media;

/// <summary>Drawings that vendors send.</summary>
public sealed class CleanSvgTests(TestServices services) : IClassFixture<TestServices>
{
    private const string Ns = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    [Fact]
    public async Task A_drawing_is_kept_as_it_looks()
    {
        var file = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\"?><!-- made --><svg {Ns} viewBox=\"0 0 300 200\"><defs><linearGradient id=\"a\"><stop offset=\"0\" style=\"stop-color:rgb(1, 2, 3)\"/></linearGradient>"
            + "<linearGradient id=\"b\" xlink:href=\"#a\"/></defs><g transform=\"translate(1 2) scale(2)\"><path d=\"M0 0h9\" fill=\"url(#b)\"/></g></svg>");

        (await services.Provider.GetRequiredService<IGeneratedPictures>().FinishAsync(file, AiOrigin.TrainedModel, isPlain: false, TestContext.Current.CancellationToken))
            .Ok(out var picture, out var refusal).ShouldBeTrue(refusal?.Code);

        (picture!.MediaType, picture.Width, picture.Height).ShouldBe(("image/svg+xml", 300, 200));
        var text = Encoding.UTF8.GetString(picture.Bytes.Span);
        foreach (var kept in new[] { "viewBox=\"0 0 300 200\"", "fill=\"url(#b)\"", "href=\"#a\"", "stop-color=\"rgb(1, 2, 3)\"", "transform=\"translate(1 2) scale(2)\"" })
        {
            text.ShouldContain(kept);
        }
    }

    [Fact]
    public async Task A_drawing_says_how_it_was_made_and_keeps_no_other_word_about_itself()
    {
        var pictures = services.Provider.GetRequiredService<IGeneratedPictures>();
        var file = Encoding.UTF8.GetBytes($"<svg {Ns} width=\"9\" height=\"9\"><metadata>by sk-secret</metadata><rect width=\"1\" height=\"2\"/></svg>");

        foreach (var origin in Enum.GetValues<AiOrigin>())
        {
            (await pictures.FinishAsync(file, origin, isPlain: false, TestContext.Current.CancellationToken)).Ok(out var picture, out var refusal).ShouldBeTrue(refusal?.Code);
            file = picture!.Bytes.ToArray();
            pictures.OriginOf(file).ShouldBe(origin);
        }

        var root = XDocument.Parse(Encoding.UTF8.GetString(file)).Root!;
        root.Elements().Select(element => element.Name.LocalName).ShouldBe(["metadata", "rect"]);
        root.Descendants().Single(element => element.Name.LocalName == "Description").Attributes().Select(said => said.Value)
            .ShouldContain("http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia");
        root.Value.ShouldNotContain("sk-secret");
    }

    [Fact]
    public async Task A_drawing_that_no_ai_made_says_nothing()
    {
        var pictures = services.Provider.GetRequiredService<IGeneratedPictures>();

        (await pictures.FinishAsync(Encoding.UTF8.GetBytes($"<svg {Ns} width=\"9\" height=\"9\"/>"), null, isPlain: false, TestContext.Current.CancellationToken)).Ok(out var picture, out _).ShouldBeTrue();

        pictures.OriginOf(picture!.Bytes.Span).ShouldBeNull();
    }

    [Theory]
    [InlineData("<script>evil()</script>")]
    [InlineData("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">evil()</x:script>")]
    [InlineData("<g onload=\"evil()\"/>")]
    [InlineData("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"evil()\"/></foreignObject>")]
    [InlineData("<image href=\"https://evil/x.png\"/>")]
    [InlineData("<use xlink:href=\"https://evil/x.svg#a\"/>")]
    [InlineData("<linearGradient href=\"https://evil/x.svg#a\"/>")]
    [InlineData("<style>@import url(https://evil/x.css);</style>")]
    [InlineData("<path style=\"fill:url(https://evil/x)\"/>")]
    [InlineData("<path fill=\"url(https://evil/x)\"/>")]
    [InlineData("<path fill=\"u\\72l(https://evil/x)\"/>")]
    [InlineData("<path fill=\"src('https://evil/x')\"/>")]
    [InlineData("<a href=\"javascript:evil()\"><path d=\"M0 0\"/></a>")]
    [InlineData("<animate attributeName=\"href\" to=\"javascript:evil()\"/>")]
    [InlineData("<set attributeName=\"onload\" to=\"evil()\"/>")]
    [InlineData("<title><![CDATA[</title><script>e]]></title>")]
    public void What_does_more_than_draw_is_left_out(string part)
    {
        var clean = CleanSvg.Read(Encoding.UTF8.GetBytes($"<svg {Ns} width=\"9px\" height=\"9\" onload=\"evil()\">{part}<rect width=\"1\" height=\"2\"/></svg>")).ShouldNotBeNull();

        var text = Encoding.UTF8.GetString(clean.Bytes);
        text.ShouldContain("<rect");
        text.ShouldNotContain("evil");
        text.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">&a;</svg>")]
    [InlineData("<svg width=\"9\" height=\"9\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99999999\" height=\"9\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><g>")]
    [InlineData("<html/>")]
    public void What_is_no_whole_drawing_is_none(string file) => CleanSvg.Read(Encoding.UTF8.GetBytes(file)).ShouldBeNull();

    [Fact]
    public void A_bottomless_drawing_is_none() =>
        CleanSvg.Read(Encoding.UTF8.GetBytes($"<svg {Ns} width=\"9\" height=\"9\">" + string.Concat(Enumerable.Repeat("<g>", 50_000)) + string.Concat(Enumerable.Repeat("</g>", 50_000)) + "</svg>"))
            .ShouldBeNull();
}
