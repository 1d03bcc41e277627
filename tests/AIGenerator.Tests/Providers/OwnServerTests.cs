using System.Text.Json;
using AIGenerator.Providers;
using AIGenerator.Providers.ChatCompletions;
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

    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "", "a")]
    [InlineData(" b , a,c", "", "a,b")]
    [InlineData("*", "", "a,b")]
    [InlineData("", ",\"capabilities\":[\"completion\",\"vision\"]", "b")]
    [InlineData("", ",\"capabilities\":{\"completion_chat\":true,\"vision\":true}", "b")]
    [InlineData("", ",\"capabilities\":{\"vision\":false}", "")]
    [InlineData("", ",\"capabilities\":17", "")]
    [InlineData("", ",\"architecture\":{\"input_modalities\":[\"text\",\"image\"]}", "b")]
    [InlineData("", ",\"architecture\":{\"input_modalities\":null}", "")]
    public void Only_models_of_which_somebody_says_so_take_pictures(string named, string said, string sees)
    {
        var list = JsonSerializer.Deserialize($$"""{"data":[{"id":"a"},{"id":"b"{{said}}}]}""", ChatJson.Default.ChatModelList)!;
        var sight = new OwnSight(named);

        string.Join(',', list.Data!.Where(row => sight.Of(row!, list.Models)).Select(row => row!.Id)).ShouldBe(sees);
    }

    [Fact]
    public void The_second_list_of_a_server_is_believed()
    {
        var list = JsonSerializer.Deserialize(
            """{"models":[{"name":"a","capabilities":["completion","multimodal"]},null],"object":"list","data":[{"id":"a"},{"id":"b"}]}""", ChatJson.Default.ChatModelList)!;
        var sight = new OwnSight("");

        list.Data!.Select(row => sight.Of(row!, list.Models)).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Models_of_the_settings_see_where_the_settings_say_so()
    {
        await using var services = With("http://127.0.0.1:9/v1", ("Models", "a,b"), ("Vision", "b"));

        services.GetRequiredService<ITextModelSource>().Models.Select(model => model.Sees).ShouldBe([false, true]);
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
