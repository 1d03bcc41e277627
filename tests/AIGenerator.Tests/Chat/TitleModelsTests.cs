using AIGenerator.Chat.Titles;
using AIGenerator.Models.Catalogue;
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Tests.Chat;

/// <summary>Which model is asked for a title: one of the vendor that has the conversation already, and at a price the owner does not notice.</summary>
public sealed class TitleModelsTests : IAsyncDisposable
{
    private static readonly StoppedClock Clock = new(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));

    private readonly ServiceProvider _services = ProviderFixtures.Services(
        new[] { "OpenRouter", "OpenAI", "Anthropic", "Google", "DeepSeek", "XAI", "Moonshot" }.ToDictionary(section => $"Providers:{section}:ApiKey", _ => (string?)"k"),
        Clock);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("openrouter", "gpt-5.2", "openai/gpt-6-luna")]
    [InlineData("openai", "gpt-5.2", "gpt-6-luna")]
    [InlineData("anthropic", "claude-opus-5.5", "claude-haiku-4-5")]
    [InlineData("google", "gemini-3.1-pro", "gemini-3.5-flash-lite")]
    [InlineData("deepseek", "deepseek-flash", "deepseek-flash")]
    [InlineData("xai", "grok-4.5", "grok-4.3")]
    [InlineData("moonshot", "kimi-k3", "kimi-k2.6")]
    public void Each_vendor_has_a_model_that_names_its_chats(string provider, string model, string named) =>
        Models().For(provider, model).ShouldBe(new TextRoute(provider, named));

    [Theory]
    [InlineData("anthropic", "claude-opus-5.5")]
    [InlineData("xai", "grok-4.5")]
    public void What_costs_more_than_the_owner_allows_is_not_asked(string provider, string model) =>
        Models(new TitleOptions { MostUsd = 0.0005m }).For(provider, model).ShouldBeNull();

    [Fact]
    public void The_default_bound_leaves_the_dear_models_out()
    {
        var catalogue = Catalogue();
        var most = new TitleOptions().MostUsd;

        foreach (var provider in _services.GetRequiredService<TextProviders>().All.Where(provider => provider.IsConfigured && provider.Id != "built-in"))
        {
            var route = Models().For(provider.Id, "no-such-model")!;
            var price = catalogue.TextModels.First(row => row.Routes.Any(candidate => candidate.ToTextRoute() == route)).Price!;
            (((SuggestTitleHandler.MostInput * price.Input) + (TitleModels.MostOutput * price.Output)) / 1_000_000m).ShouldBeLessThanOrEqualTo(most);
        }
    }

    [Fact]
    public void Nobody_is_asked_where_the_owner_wants_none_and_never_the_built_in_model()
    {
        Models(new TitleOptions { Enabled = false }).For("openai", "gpt-5.2").ShouldBeNull();
        Models().For("built-in", "built-in").ShouldBeNull();
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("Як спекти хліб? ")]
    [InlineData("如何烤面包")]
    [InlineData("😀")]
    public void The_order_stays_within_its_bound_in_any_script(string text)
    {
        var letters = string.Concat(Enumerable.Repeat(text, 2_000));

        TokenEstimator.Estimate(SuggestTitleHandler.Subject(letters, letters)).ShouldBeLessThanOrEqualTo(SuggestTitleHandler.MostInput);
    }

    private ModelCatalogue Catalogue() =>
        new(CatalogueFile.Shipped(), _services.GetRequiredService<TextProviders>(), _services.GetServices<ITextModelSource>(), Clock);

    private TitleModels Models(TitleOptions? options = null) => new(Catalogue(), Options.Create(options ?? new TitleOptions()));
}
