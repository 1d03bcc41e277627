using System.Globalization;
using AIGenerator.Kernel.Localization;
using AIGenerator.Ui;
using AIGenerator.Ui.Components;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIGenerator.Tests.Ui;

public sealed class ComponentTests
{
    [Fact]
    public async Task A_wrong_field_says_so_to_people_who_listen()
    {
        var page = await RenderAsync<TextInput>("uk", new() { ["Name"] = "email", ["Label"] = "Пошта", ["Error"] = "Немає домену.", ["Hint"] = "Лише для листів." });

        var input = page.QuerySelector("input")!;
        input.GetAttribute("aria-invalid").ShouldBe("true");
        input.GetAttribute("aria-describedby").ShouldBe("f-email-error f-email-hint");
        page.GetElementById("f-email-error")!.TextContent.ShouldContain("Немає домену.");
        page.QuerySelector("label")!.GetAttribute("for").ShouldBe(input.Id);
    }

    [Fact]
    public async Task A_price_is_spoken_in_whole_words()
    {
        var page = await RenderAsync<PriceTag>("uk", new() { ["Amount"] = 1200L, ["Kind"] = PriceKind.Estimate });

        page.QuerySelector(".sr-only")!.TextContent.ShouldBe("близько 1\u00A0200 токенів");
        page.QuerySelector("[aria-hidden] + .sr-only").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_price_of_nothing_reads_as_free() =>
        (await RenderAsync<PriceTag>("en", new() { ["Amount"] = 0L })).QuerySelector(".price")!.TextContent.Trim().ShouldBe("Free");

    [Fact]
    public async Task A_disabled_link_button_leads_nowhere()
    {
        var page = await RenderAsync<Button>("en", new() { ["Href"] = "/x", ["Disabled"] = true });

        page.QuerySelector("a").ShouldBeNull();
        page.QuerySelector("button")!.GetAttribute("aria-disabled").ShouldBe("true");
    }

    [Fact]
    public async Task The_callers_class_joins_ours()
    {
        var page = await RenderAsync<Button>("en", new() { ["class"] = "mine", ["data-x"] = "1" });

        page.QuerySelector("button.btn.mine")!.GetAttribute("data-x").ShouldBe("1");
    }

    [Fact]
    public async Task Initials_come_from_names_and_addresses()
    {
        (await RenderAsync<Avatar>("uk", new() { ["Name"] = "олена коваль" })).QuerySelector(".avatar")!.TextContent.Trim().ShouldBe("ОК");
        (await RenderAsync<Avatar>("en", new() { ["Name"] = "ann@example.org" })).QuerySelector(".avatar")!.TextContent.Trim().ShouldBe("AE");
    }

    [Fact]
    public void Every_icon_is_drawn_and_an_unknown_one_is_a_square()
    {
        Icons.Names.ShouldAllBe(name => Icons.Shape(name).StartsWith("<path d=\"M", StringComparison.Ordinal));
        Icons.Shape("no-such-icon").ShouldContain("M4 4h12v12H4z");
    }

    [Fact]
    public async Task An_icon_is_hidden_from_people_who_listen_unless_it_says_something()
    {
        var silent = (await RenderAsync<Icon>("en", new() { ["Name"] = "check" })).QuerySelector("svg.icon")!;
        var small = (await RenderAsync<Icon>("en", new() { ["Name"] = "check", ["Size"] = 16, ["Label"] = "Said & done", ["class"] = "mine" })).QuerySelector("svg.icon.mine")!;

        (silent.GetAttribute("aria-hidden"), silent.GetAttribute("width"), silent.GetAttribute("stroke-width")).ShouldBe(("true", "20", "1.6"));
        silent.QuerySelector("path").ShouldNotBeNull();
        (small.GetAttribute("aria-hidden"), small.GetAttribute("role"), small.GetAttribute("aria-label")).ShouldBe((null, "img", "Said & done"));
        (small.GetAttribute("width"), small.GetAttribute("stroke-width")).ShouldBe(("16", "1.9"));
    }

    private static async Task<IDocument> RenderAsync<TComponent>(string language, Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        var services = new ServiceCollection();
        services.AddTexts(typeof(UiComponent).Assembly);
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        CultureInfo.CurrentUICulture = TextCatalogue.CultureOf(language);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture;
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return await new HtmlParser().ParseDocumentAsync(html);
    }
}
