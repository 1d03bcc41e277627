using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;

namespace AIGenerator.Tests.Chat;

public sealed class DrawnTextTests
{
    private static readonly Guid Id = Guid.Parse("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000");

    [Theory]
    [InlineData("A red fox")]
    [InlineData("Лис [у лісі](javascript:alert(1)) `x` *y* ![z](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001)")]
    [InlineData("\\](x) \\\\ ]( <b>&amp;\n\n# heading\r\n- $x$ [^1]: https://a.example \u0001")]
    [InlineData("")]
    public void Whatever_was_wished_is_the_description_and_nothing_else(string wish)
    {
        var text = OwnPicture.Write(wish, [new MadePicture(Id, 640, 480), new MadePicture(Guid.Empty, 0, 0)]);
        var page = AnswerHtml.Parse(ChatMarkdown.Render(text));

        page.QuerySelectorAll("img").Select(img => img.GetAttribute("alt")).ShouldAllBe(alt => alt == string.Join(' ', wish.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        page.QuerySelectorAll("img").Select(img => img.GetAttribute("src")).ShouldBe([$"/api/assets/{Id}?size=2", $"/api/assets/{Guid.Empty}?size=2"]);
        page.QuerySelectorAll("a").Length.ShouldBe(2);
        page.Body!.TextContent.Trim().ShouldBeEmpty();
        OwnPicture.In(text).ShouldBe([new OwnPicture(Id, 640, 480), new OwnPicture(Guid.Empty, 0, 0)]);
        AnswerHtml.Parse(ChatMarkdown.Render(OwnPicture.InWords(text))).QuerySelectorAll("img, .drawn").ShouldBeEmpty();
    }

    [Fact]
    public void A_long_wish_is_cut()
    {
        var text = OwnPicture.Write(new string('ж', 5_000), [new MadePicture(Id, 1, 1)]);

        text.Length.ShouldBeLessThan(400);
        OwnPicture.In(text).ShouldHaveSingleItem();
    }
}
