using System.Globalization;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers;
using AIGenerator.Providers.WebSearch;
using AIGenerator.Simulators;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

public sealed class WebSearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tavily", "authorization", "Bearer sim-key")]
    [InlineData("brave", "x-subscription-token", "sim-key")]
    [InlineData("searxng", null, null)]
    public async Task Each_engine_is_asked_in_its_own_way_and_read_alike(string engine, string? header, string? key)
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = With(simulator, engine);

        var pages = await services.GetRequiredService<IWebSearch>().FindAsync(new WebQuery("Eiffel & \"tower\"", "uk", 5), Ct);

        pages.Select(page => page.Url).Take(3).ShouldBe(["https://www.example.com/all?x=1&y=2", "https://forum.example.org/t/42", "https://example.net/plain"], Case.Sensitive);
        pages[0].Title.ShouldBe("All about Eiffel & \"tower\"");
        pages[0].Text.ShouldContain("the tower is 330 metres high");
        pages[0].Text.ShouldNotContain("<strong>");
        pages[1].Title.ShouldBe("<img src=x onerror=alert(2)> A forum");
        if (header is not null)
        {
            simulator.Requests.Single().Headers[header].ShouldBe(key);
        }
    }

    [Fact]
    public async Task Without_an_engine_there_is_no_search()
    {
        await using var services = ProviderFixtures.Services(new Dictionary<string, string?>());
        var search = services.GetRequiredService<IWebSearch>();

        search.IsThere.ShouldBeFalse();
        search.Price.ShouldBe(Credits.Zero);
        (await Should.ThrowAsync<ProviderException>(() => search.FindAsync(new WebQuery("x", "en", 5), Ct))).Code.ShouldBe("provider.not-configured");
    }

    [Theory]
    [InlineData("401", "provider.bad-key")]
    [InlineData("402", "provider.no-funds")]
    [InlineData("429", "provider.rate-limited")]
    [InlineData("500", "provider.failed")]
    [InlineData("html", "provider.garbage")]
    public async Task A_failing_engine_is_told_in_our_words(string fault, string code)
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = With(simulator, "tavily");

        var failure = await Should.ThrowAsync<ProviderException>(
            () => services.GetRequiredService<IWebSearch>().FindAsync(new WebQuery($"tower sim:{fault}", "en", 5), Ct));

        failure.Code.ShouldBe(code);
        failure.ToString().ShouldNotContain("secret words");
    }

    [Fact]
    public async Task The_next_engine_is_asked_where_one_fails_and_the_dearest_says_the_price()
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = With(simulator.Next(SimPlan.Parse("sim:500")), "tavily", "brave");
        var search = services.GetRequiredService<IWebSearch>();

        (await search.FindAsync(new WebQuery("tower", "en", 2), Ct)).ShouldNotBeEmpty();

        simulator.Requests.Select(request => request.Path).ShouldBe(["/tavily/search", "/brave/web/search"]);
        search.Price.ShouldBe(Credits.FromUsd(0.008m));
    }

    [Fact]
    public async Task Nothing_found_is_an_answer()
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = With(simulator, "searxng");

        (await services.GetRequiredService<IWebSearch>().FindAsync(new WebQuery("tower sim:empty", "en", 5), Ct)).ShouldBeEmpty();
    }

    private static ServiceProvider With(Simulator simulator, params ReadOnlySpan<string> engines)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var engine in engines)
        {
            var section = $"Providers:{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(engine)}";
            settings[$"{section}:BaseUrl"] = simulator.Search(engine);
            settings[$"{section}:ApiKey"] = engine == "searxng" ? "" : "sim-key";
        }

        return ProviderFixtures.Services(settings);
    }
}
