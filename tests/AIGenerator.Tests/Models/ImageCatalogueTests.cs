using AIGenerator.Kernel.Localization;
using AIGenerator.Models;
using AIGenerator.Models.Catalogue;
using AIGenerator.Models.Images;
using AIGenerator.Providers.Media;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Models;

public sealed class ImageCatalogueTests(TestServices services) : IClassFixture<TestServices>
{
    private IImageCatalogue Models => services.Provider.GetRequiredService<IImageCatalogue>();

    [Theory]
    [InlineData("dall-e-3", "gpt-image-2")]
    [InlineData("gpt-image-1", "gpt-image-2")]
    [InlineData("imagen-4", "gemini-nano-banana-2.1")]
    [InlineData("gemini-2.5-flash-image", "gemini-nano-banana-2.1")]
    [InlineData("flux-1.1-pro", "flux-1.1-pro")]
    public void A_retired_model_is_drawn_by_its_successor(string id, string drawnBy)
    {
        Models.Resolve(id)!.Id.ShouldBe(drawnBy);
        Models.RoutesFor(Models.Find(id)!, ImageTask.Create).ShouldBeEmpty("no key is set, and a retired one has none");
    }

    [Fact]
    public void Whatever_draws_makes_up_to_eight_at_once_but_for_midjourneys_sheet()
    {
        var fewer = Models.Models.Where(model => model.State == ModelState.Active && model.Abilities.Tasks.Any(task => !task.HasOneResult) && model.Abilities.MaxCount < 8);

        fewer.Select(model => model.Id).ShouldBe(["midjourney"]);
    }

    [Fact]
    public async Task Every_model_has_its_line_in_both_languages()
    {
        await using var scope = services.Scope();
        var texts = scope.ServiceProvider.GetRequiredService<ILocalizer>();

        Models.Models.Where(model => !texts.In("uk").Has(model.DescriptionKey) || !texts.In("en").Has(model.DescriptionKey)).ShouldBeEmpty();
        Models.RoutesFor(Models.BuiltIn, ImageTask.Create).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("exact", 0.04, false, 3, 1200, 1200)]
    [InlineData("cheap", 0.003, false, 3, 300, 300)]
    [InlineData("metered", 0.04, true, 1, 400, 640)]
    public void A_picture_costs_its_list_price_and_at_least_a_hundred(string id, double usd, bool isMetered, int count, long expected, long atMost)
    {
        var model = Models.BuiltIn with { Id = id, Price = new ImagePrice((decimal)usd, isMetered) };

        var price = model.PriceOf(null, count);

        (price.Expected.Value, price.AtMost.Value).ShouldBe((expected, atMost));
    }

    [Theory]
    [InlineData("\"successor\": \"nobody\"", "names the unknown successor 'nobody'")]
    [InlineData("\"quality\": \"high\"", "has qualities without a usual one")]
    [InlineData("\"ratios\": \"round\"", "names the unknown shapes 'round'")]
    public void A_wrong_row_is_named_with_its_fault(string fact, string fault)
    {
        var file = $$"""
            { "readOn": "2026-11-26", "ratios": {}, "models": [
              { "id": "a", "name": "A", "vendor": "V", "state": "active", "plan": "free", "tasks": ["create"], "maxCount": 1, "maxPrompt": 10, "free": true, "routes": [{ "provider": "p", "model": "m" }], {{fact}} }] }
            """;

        Should.Throw<InvalidCatalogueException>(() => ImageCatalogueFile.Parse(file)).Message.ShouldContain(fault);
    }
}
