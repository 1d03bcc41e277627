using AIGenerator.Providers;
using AIGenerator.Providers.OpenAICompatible;
using AIGenerator.Providers.Text;
using AIGenerator.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Tests.Providers;

public sealed class OwnServerTests
{
    private const string Long = "0123456789012345678901234567890123456789012345678901234567890123456";

    // 201 characters.
    private const string LongName = Long + Long + Long;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_is_asked_for_its_models_and_embeddings_are_left_out()
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = With(simulator.OpenAI);
        var models = services.GetRequiredService<OpenAICompatibleModels>();

        await models.AskAsync(Ct);

        models.Models.ShouldBe([new FoundTextModel("sim-model", 32768)]);
        simulator.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task A_server_that_is_off_offers_nothing_and_breaks_nothing()
    {
        await using var services = With(ProviderFixtures.DeadAddress());
        var models = services.GetRequiredService<OpenAICompatibleModels>();

        await models.AskAsync(Ct);

        models.Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task Models_of_the_settings_are_taken_as_they_are()
    {
        await using var services = With("http://127.0.0.1:9/v1", ("Models", "a, b ,a"), ("ContextTokens", "4096"));

        services.GetRequiredService<ITextModelSource>().Models.ShouldBe([new FoundTextModel("a", 4096), new FoundTextModel("b", 4096)]);
    }

    [Fact]
    public async Task Without_keys_only_the_built_in_model_is_configured()
    {
        await using var services = ProviderFixtures.Services(new Dictionary<string, string?>());

        services.GetRequiredService<TextProviders>().All.Where(provider => provider.IsConfigured).Select(provider => provider.Id).ShouldBe(["built-in"]);
    }

    [Theory]
    [InlineData("Providers:OpenRouter:BaseUrl", "ftp://x", "OPENROUTER_BASE_URL")]
    [InlineData("Providers:DeepSeek:BaseUrl", "", "DEEPSEEK_BASE_URL")]
    [InlineData("Providers:XAI:BaseUrl", "https://api.x.ai/v1?key=1", "XAI_BASE_URL")]
    [InlineData("Providers:Moonshot:BaseUrl", "moonshot", "MOONSHOT_BASE_URL")]
    [InlineData("Providers:OpenAI:ApiKey", "two words", "OpenAIOptions.ApiKey")]
    [InlineData("Providers:Anthropic:BaseUrl", "https://x/v1?key=1", "ANTHROPIC_BASE_URL")]
    [InlineData("Providers:Google:BaseUrl", "", "GOOGLE_AI_BASE_URL")]
    [InlineData("Providers:OpenAICompatible:BaseUrl", "localhost:11434", "OPENAI_COMPATIBLE_BASE_URL")]
    [InlineData("Providers:OpenAICompatible:Models", LongName, "OPENAI_COMPATIBLE_MODELS")]
    [InlineData("Providers:OpenAI:SilenceTimeout", "00:00:00", "OpenAIOptions.SilenceTimeout")]
    public void A_wrong_setting_stops_the_start_and_is_named(string key, string value, string named)
    {
        using var services = ProviderFixtures.Services(new Dictionary<string, string?> { [key] = value });

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain(named);
    }

    [Fact]
    public void Every_environment_name_is_there_once()
    {
        ProviderSettings.EnvironmentNames.Select(setting => setting.Name).ShouldBeUnique();
    }

    private static ServiceProvider With(string address, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string?> { ["Providers:OpenAICompatible:BaseUrl"] = address };
        foreach (var (name, value) in settings)
        {
            all["Providers:OpenAICompatible:" + name] = value;
        }

        return ProviderFixtures.Services(all);
    }
}
