using AIGenerator.Generation;
using AIGenerator.Generation.Media;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Tests.Providers.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Tests.Models;

/// <summary>Models that the owner adds to the catalogue with a file.</summary>
public sealed class OwnImageModelsTests : IDisposable
{
    private const string RemoveBackground =
        """{"id":"own-cutout","name":"Cutout","vendor":"lucataco","state":"active","plan":"starter","tasks":["removeBackground"],"maxCount":1,"maxPrompt":0,"price":{"perImage":0.01,"metered":true},"routes":[{"provider":"replicate","model":"lucataco/remove-bg"}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("aig-models-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_that_nobody_here_knows_is_offered_and_driven_by_its_own_schema()
    {
        await using var simulator = await Simulator.StartAsync(Ct);
        await using var services = Services(Written($$"""{"models":[{{RemoveBackground}}]}"""), simulator.Replicate);
        services.GetRequiredService<IStartupValidator>().Validate();
        var model = services.GetRequiredService<IImageCatalogue>().ModelsFor(ImageTask.RemoveBackground).Single(model => model.Id == "own-cutout");
        var request = new ImageRequest(ImageTask.RemoveBackground, "", Source: Guid.Empty);
        ImageRules.Check(request, model).ShouldBeNull();

        var order = MediaOrders.OrderOf(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), request, model, model.Routes[0], webhook: null, MediaFixtures.Source(), mask: null, references: null);
        var vendor = services.GetRequiredService<MediaProviders>().Find("replicate")!;
        var report = await vendor.SubmitAsync(order, Ct);
        while (report is MediaUnderWay underWay)
        {
            report = await vendor.AskAsync(underWay.Job, Ct);
        }

        report.ShouldBeOfType<MediaDone>().Outputs.ShouldHaveSingleItem();
        simulator.Requests.Select(sent => sent.Path).ShouldContain(path => path.Contains("/models/lucataco/remove-bg/versions/", StringComparison.Ordinal));
        (model.DescriptionKey, model.PriceOf(null, 1).Expected.Value).ShouldBe(("models.image.own", 100));
    }

    [Fact]
    public async Task Shapes_of_its_own_come_along_and_the_shipped_ones_serve_too()
    {
        const string Models =
            """{"ratios":{"mine":{"2:1":[1024,512]}},"models":[{"id":"a","name":"A","vendor":"V","state":"active","plan":"free","tasks":["create"],"ratios":"mine","maxCount":1,"maxPrompt":10,"free":true,"routes":[{"provider":"fal","model":"a/b"}]},{"id":"b","name":"B","vendor":"V","state":"active","plan":"free","tasks":["create"],"ratios":"flux","maxCount":1,"maxPrompt":10,"free":true,"routes":[{"provider":"fal","model":"a/b"}]}]}""";
        await using var services = Services(Written(Models));

        var catalogue = services.GetRequiredService<IImageCatalogue>();

        catalogue.Find("a")!.Abilities.Ratios.ShouldBe([new ImageRatio("2:1", 1024, 512)]);
        catalogue.Find("b")!.Abilities.Ratios.Count.ShouldBe(11);
        catalogue.Find("flux-dev").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("no json", "cannot be read")]
    [InlineData("""{"models":[{"id":"x","typo":1}]}""", "cannot be read")]
    [InlineData("""{"models":[],"ratios":{"flux":{"1:1":[1,1]}}}""", "'flux' are shipped already")]
    [InlineData("""{"models":[{"id":"flux-dev","name":"A","vendor":"V","state":"active","plan":"free","tasks":["create"],"maxCount":1,"maxPrompt":10,"free":true,"routes":[{"provider":"fal","model":"a/b"}]}]}""", "'flux-dev' stands twice")]
    [InlineData("""{"models":[{"id":"x","name":"A","vendor":"V","state":"active","plan":"free","tasks":["create"],"maxCount":1,"maxPrompt":10,"routes":[{"provider":"fal","model":"a/b"}]}]}""", "'x' has no price")]
    [InlineData("""{"models":[{"id":"x","name":"A","vendor":"V","state":"active","plan":"free","tasks":["create"],"maxCount":1,"maxPrompt":10,"free":true,"routes":[{"provider":"replicat","model":"a/b"}]}]}""", "unknown provider 'replicat'")]
    public async Task A_wrong_file_stops_the_start_with_the_name_of_the_setting(string file, string fault)
    {
        await using var services = Services(Written(file));

        var refusal = Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message;

        refusal.ShouldStartWith("Models:Images:File: ");
        refusal.ShouldContain(fault);
    }

    [Fact]
    public async Task A_file_that_is_not_there_stops_the_start_too()
    {
        await using var services = Services(Path.Combine(_folder, "nowhere.json"));

        Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message.ShouldStartWith("Models:Images:File: ");
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder, "models.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static ServiceProvider Services(string file, string? replicate = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Models:Images:File", file), new("Providers:Replicate:BaseUrl", replicate ?? "https://api.replicate.com/v1"), new("Providers:Replicate:ApiKey", "sk-test"),
        ]).Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddProviders(configuration).AddModels(configuration).BuildServiceProvider();
    }
}
