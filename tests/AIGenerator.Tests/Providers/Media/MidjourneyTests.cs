using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers.Media;

public sealed class MidjourneyTests : JobConformance
{
    protected override string Id => "midjourney-proxy";

    protected override string Section => "MidjourneyProxy";

    protected override string Model => "midjourney";

    protected override (string Header, string Value) Key => ("mj-api-secret", "sk-test");

    protected override int Most => 1;

    protected override int? WithheldOfPartial => null;

    protected override bool CanCancel => false;

    protected override string AddressOf(Simulator simulator) => new Uri(simulator.Address, "/midjourney").AbsoluteUri;

    protected override string? CodeOf(string fault) => fault == "402" ? null : base.CodeOf(fault);

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = MediaFixtures.Order("niji", "A cat") with { Ratio = "16:9", Seed = 7, NegativePrompt = "dogs", Quality = "turbo", References = [new SourceImage("image/png", new byte[] { 1, 2, 3 }, 1, 1)] };

        (await BodyOfAsync(order)).ShouldBe(
            """{"prompt":"A cat --ar 16:9 --seed 7 --no dogs","base64Array":["data:image/png;base64,AQID"],"botType":"NIJI_JOURNEY","state":"0195a1c0000070008000000000000001"}""");
        Simulator.Requests.First().Path.ShouldBe("/midjourney/mj-turbo/submit/imagine");
    }

    [Theory]
    [InlineData("a cat --repeat 10", "a cat -- repeat 10 --ar 1:1")]
    [InlineData("a cat —r 10 and –ar 2:1", "a cat — r 10 and – ar 2:1 --ar 1:1")]
    [InlineData("a {red, blue} cat", "a (red, blue) cat --ar 1:1")]
    [InlineData("well-known – a cat", "well-known – a cat --ar 1:1")]
    public async Task A_persons_words_order_nothing(string prompt, string sent)
    {
        using var body = System.Text.Json.JsonDocument.Parse(await BodyOfAsync(MediaFixtures.Order(Model, prompt)));

        body.RootElement.GetProperty("prompt").GetString().ShouldBe(sent);
    }

    [Fact]
    public async Task A_place_in_the_line_is_as_good_as_a_start_and_a_full_line_is_not()
    {
        Simulator.Next(new SimPlan(Wire: ["queued"]), new SimPlan(Wire: ["full"]));

        (await RunAsync(MediaFixtures.Order(Model))).Outputs.Count.ShouldBe(1);

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));
        failure.Code.ShouldBe("provider.overloaded");
        failure.MayHaveBegun.ShouldBeFalse();
    }

    [Fact]
    public async Task Progress_is_told()
    {
        Script(new SimPlan(Asks: 3));
        var job = await BeginAsync();
        await Provider.AskAsync(job, Ct);

        (await Provider.AskAsync(job, Ct)).ShouldBeOfType<MediaUnderWay>().Progress.ShouldBe(0.45);
    }

    [Fact]
    public async Task A_task_that_waits_for_a_person_is_over()
    {
        Script(new SimPlan(Wire: ["modal"]));

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)))).Retry.ShouldBe(RetryAdvice.TryAnotherRoute);
    }
}
