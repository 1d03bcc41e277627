using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using AIGenerator.Models.Catalogue;
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Models;

public sealed class CatalogueTests
{
    private const string Row = """{"id":"a","name":"A","vendor":"V","state":"active","plan":"free","capabilities":{"vision":false,"reasoning":false,"tools":false,"temperature":false},"contextTokens":10,"maxOutputTokens":5,"routes":[{"provider":"p","model":"m"}],"price":{"input":1,"cachedInput":1,"output":1}}""";
    private const string BuiltInRow = """{"id":"built-in","name":"B","vendor":"V","state":"active","plan":"free","capabilities":{"vision":false,"reasoning":false,"tools":false,"temperature":false},"contextTokens":10,"maxOutputTokens":5,"routes":[{"provider":"built-in","model":"built-in"}],"free":true}""";

    [Theory]
    [InlineData("gpt-5", ModelState.Deprecated, "gpt-5.2")]
    [InlineData("gpt-5.1", ModelState.Deprecated, "gpt-5.2")]
    [InlineData("gpt-5.2", ModelState.Active, null)]
    [InlineData("gpt-5-nano", ModelState.Deprecated, "gpt-6-luna")]
    [InlineData("claude-sonnet-4.5", ModelState.Deprecated, "claude-sonnet-5.5")]
    [InlineData("claude-haiku-4.5", ModelState.Active, null)]
    [InlineData("gemini-3-flash", ModelState.Deprecated, "gemini-3.8-flash")]
    [InlineData("gemini-3.8-flash", ModelState.Active, null)]
    [InlineData("gemini-3.5-flash-lite", ModelState.Active, null)]
    [InlineData("gemini-3-pro", ModelState.Retired, "gemini-3.1-pro")]
    [InlineData("deepseek-v3", ModelState.Deprecated, "deepseek-v3.2")]
    [InlineData("deepseek-r1", ModelState.Deprecated, "deepseek-flash")]
    [InlineData("grok-4", ModelState.Retired, "grok-4.3")]
    [InlineData("grok-4-max", ModelState.Retired, "grok-4.3")]
    [InlineData("kimi-k2", ModelState.Deprecated, "kimi-k2.6")]
    public void Every_planned_model_has_its_true_state(string id, ModelState state, string? successor)
    {
        var model = On(2026, 11, 24).Find(id)!;

        model.State.ShouldBe(state);
        model.Successor.ShouldBe(successor);
    }

    [Theory]
    [InlineData(12, 10, "gpt-5")]
    [InlineData(12, 11, "gpt-5.2")]
    public void A_model_retires_on_its_day_by_itself(int month, int day, string answers) => On(2026, month, day).Resolve("gpt-5")!.Id.ShouldBe(answers);

    [Theory]
    [InlineData(2026, 12, 31, 0.75, 3.75)]
    [InlineData(2027, 1, 1, 1.5, 7.5)]
    public void An_announced_price_comes_on_its_day_by_itself(int year, int month, int day, double input, double output)
    {
        var price = On(year, month, day).Find("gemini-3.8-flash")!.Price!;

        (price.Input, price.Output).ShouldBe(((decimal)input, (decimal)output));
    }

    [Fact]
    public void Retired_models_have_no_routes_and_unknown_ones_no_row()
    {
        var catalogue = On(2026, 11, 24, ("OpenRouter", "k"));

        catalogue.RoutesFor(catalogue.Find("grok-4")!).ShouldBeEmpty();
        catalogue.Resolve("grok-4")!.Id.ShouldBe("grok-4.3");
        catalogue.Resolve("nobody-knows").ShouldBeNull();
    }

    [Fact]
    public void Routes_are_those_with_a_key_in_the_catalogues_order()
    {
        var catalogue = On(2026, 11, 24, ("OpenRouter", "k"), ("OpenAI", "k"));

        catalogue.RoutesFor(catalogue.Find("gpt-5.2")!).ShouldBe([new ModelRoute("openai", "gpt-5.2"), new ModelRoute("openrouter", "openai/gpt-5.2")]);
        catalogue.RoutesFor(catalogue.Find("claude-haiku-4.5")!).ShouldBe([new ModelRoute("openrouter", "anthropic/claude-haiku-4.5")]);
    }

    [Theory]
    [InlineData("claude-sonnet-4.6", "anthropic", "claude-sonnet-4-6")]
    [InlineData("claude-sonnet-5.5", "anthropic", "claude-sonnet-5-5")]
    [InlineData("gemini-3.1-pro", "google", "gemini-3.1-pro-preview")]
    public void The_vendor_itself_comes_first_where_its_key_is_set(string id, string provider, string upstream)
    {
        var catalogue = On(2026, 11, 24, ("OpenRouter", "k"), ("Anthropic", "k"), ("Google", "k"));

        catalogue.RoutesFor(catalogue.Find(id)!)[0].ShouldBe(new ModelRoute(provider, upstream));
    }

    [Fact]
    public void A_chat_starts_with_a_basic_model_or_the_own_server_or_the_built_in_one()
    {
        On(2026, 11, 24).Default.Id.ShouldBe("built-in");
        On(2026, 11, 24, ("OpenAI", "k")).Default.Id.ShouldBe("gpt-6-luna");
        Own().Default.Id.ShouldBe("local/llama3.2");
    }

    [Fact]
    public void Models_of_the_own_server_are_free_and_always_described()
    {
        var model = Own().Find("local/llama3.2")!;

        model.IsFree.ShouldBeTrue();
        model.PriceOf(new TextUsage(1000, 0, 1000, 0)).ShouldBe(Credits.Zero);
        model.DescriptionKey.ShouldBe("models.text.local");
        model.Routes.ShouldBe([new ModelRoute("openai-compatible", "llama3.2")]);
    }

    [Fact]
    public void Prices_are_rounded_up_once_with_a_minimum_and_a_dearer_long_prompt()
    {
        var model = On(2026, 11, 24).Find("gpt-5.4")!;

        model.PriceOf(new TextUsage(10, 0, 1, 0)).ShouldBe(new Credits(10));
        model.PriceOf(new TextUsage(100_000, 40_000, 1_000, 0)).ShouldBe(new Credits(1_750));
        model.PriceOf(new TextUsage(300_000, 100_000, 1_000, 0)).ShouldBe(new Credits(10_725));
    }

    [Fact]
    public void A_dearer_route_is_never_used_at_the_price_of_a_cheaper_one()
    {
        var catalogue = WithRoutePrices([("OpenAI", "k"), ("DeepSeek", "k"), ("OpenRouter", "k")]);
        var model = catalogue.Find("a")!;

        model.Price!.Output.ShouldBe(1);
        catalogue.RoutesFor(model).Select(route => route.Provider).ShouldBe(["openai", "openrouter"]);
    }

    [Fact]
    public void Whoever_has_only_the_dearer_route_is_told_and_charged_its_price()
    {
        var catalogue = WithRoutePrices([("DeepSeek", "k")]);
        var model = catalogue.Find("a")!;

        model.Price!.Output.ShouldBe(3);
        model.PriceOf(new TextUsage(0, 0, 1_000_000, 0)).ShouldBe(new Credits(30_000));
        catalogue.RoutesFor(model).Select(route => route.Provider).ShouldBe(["deepseek"]);
    }

    [Fact]
    public void Dearer_is_what_costs_more_for_any_prompt()
    {
        var price = new TextPrice(1, 0.5m, 2);

        price.IsDearerThan(price).ShouldBeFalse();
        new TextPrice(0.9m, 0.6m, 2).IsDearerThan(price).ShouldBeTrue();
        new TextPrice(1, 0.5m, 2, Markup: 1.1m).IsDearerThan(price).ShouldBeTrue();
        (price with { LongInput = new LongInputPrice(1000, 1, 2.5m) }).IsDearerThan(price).ShouldBeTrue();
        (price with { LongInput = new LongInputPrice(9000, 3, 4) }).IsDearerThan(price with { LongInput = new LongInputPrice(1000, 3, 4) }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"successor\":\"b\"", "unknown successor 'b'")]
    [InlineData("\"successor\":\"a\"", "in a circle: a → a")]
    [InlineData("\"free\":true", "is free and has a price")]
    [InlineData("\"retiresOn\":\"2027-01-01\"", "not active but deprecated")]
    [InlineData("\"typo\":1", "typo")]
    [InlineData("\"later\":{\"on\":\"2027-01-01\",\"price\":{\"input\":0,\"cachedInput\":1,\"output\":1}}", "later price that is not above zero")]
    public void A_wrong_row_stops_the_start_and_is_named(string member, string fault)
    {
        var file = $$"""{"readOn":"2026-11-24","models":[{{Row[..^1]}},{{member}}},{{BuiltInRow}}]}""";

        Should.Throw<InvalidCatalogueException>(() => CatalogueFile.Parse(file)).Message.ShouldContain(fault);
    }

    [Theory]
    [InlineData(",\"price\":{\"input\":1,\"cachedInput\":1,\"output\":1}", "", "has no price")]
    [InlineData("\"state\":\"active\"", "\"state\":\"deprecated\"", "names no successor")]
    [InlineData("\"plan\":\"free\"", "\"plan\":\"gold\"", "unknown plan 'gold'")]
    [InlineData("\"input\":1", "\"input\":0", "not above zero")]
    [InlineData("\"maxOutputTokens\":5", "\"maxOutputTokens\":50", "more than its context")]
    public void A_missing_fact_stops_the_start_and_is_named(string text, string instead, string fault)
    {
        var file = $$"""{"readOn":"2026-11-24","models":[{{Row.Replace(text, instead, StringComparison.Ordinal)}},{{BuiltInRow}}]}""";

        Should.Throw<InvalidCatalogueException>(() => CatalogueFile.Parse(file)).Message.ShouldContain(fault);
    }

    [Fact]
    public void Without_the_built_in_model_nothing_starts()
    {
        var file = $$"""{"readOn":"2026-11-24","models":[{{Row}}]}""";

        Should.Throw<InvalidCatalogueException>(() => CatalogueFile.Parse(file)).Message.ShouldContain("built-in");
    }

    /// <summary>One model: direct at the list price, by OpenRouter cheaper, and by a host that is three times as dear.</summary>
    private static ModelCatalogue WithRoutePrices((string Section, string Key)[] keys)
    {
        const string Routes = """[{"provider":"openai","model":"m"},{"provider":"deepseek","model":"m","price":{"input":1,"cachedInput":1,"output":3}},{"provider":"openrouter","model":"m","price":{"input":0.5,"cachedInput":0.5,"output":1}}]""";
        var row = Row.Replace("""[{"provider":"p","model":"m"}]""", Routes, StringComparison.Ordinal);
        return Catalogue(
            new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero),
            keys.ToDictionary(key => $"Providers:{key.Section}:ApiKey", key => (string?)key.Key),
            CatalogueFile.Parse($$"""{"readOn":"2026-11-24","models":[{{row}},{{BuiltInRow}}]}"""));
    }

    private static ModelCatalogue Own() =>
        Catalogue(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), new()
        {
            ["Providers:OpenAICompatible:BaseUrl"] = "http://127.0.0.1:9/v1",
            ["Providers:OpenAICompatible:Models"] = "llama3.2",
        });

    private static ModelCatalogue On(int year, int month, int day, params (string Section, string Key)[] keys) =>
        Catalogue(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), keys.ToDictionary(key => $"Providers:{key.Section}:ApiKey", key => (string?)key.Key));

    private static ModelCatalogue Catalogue(DateTimeOffset now, Dictionary<string, string?> settings, CatalogueFile? file = null)
    {
        var clock = new StoppedClock(now);
        var services = ProviderFixtures.Services(settings, clock);
        return new ModelCatalogue(file ?? CatalogueFile.Shipped(), services.GetRequiredService<TextProviders>(), services.GetServices<ITextModelSource>(), clock);
    }
}
