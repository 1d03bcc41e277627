using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers.Media;

public sealed class OpenRouterImageTests : MediaConformance
{
    protected override string Id => "openrouter";

    protected override string Section => "OpenRouter";

    protected override string Model => "google/gemini-3.1-flash-image";

    protected override int Most => 8;

    // All or nothing.
    protected override int? WithheldOfPartial => null;

    protected override bool SaysOverloaded => true;

    protected override string AddressOf(Simulator simulator) => simulator.OpenRouter;

    protected override string? CodeOf(string fault) => fault == "error-inside" ? "provider.overloaded" : base.CodeOf(fault);

    [Fact]
    public async Task A_ratio_goes_with_a_step_of_size()
    {
        var body = await BodyOfAsync(MediaFixtures.Order("a/b", "Кіт", count: 2) with { Ratio = "16:9", Quality = "2K", Seed = 7 });

        body.ShouldBe("""{"model":"a/b","prompt":"Кіт","n":2,"aspect_ratio":"16:9","resolution":"2K","seed":7}""");
        Simulator.Requests.Last().Path.ShouldBe("/api/v1/images");
    }

    [Fact]
    public async Task Pixels_go_alone()
    {
        var body = await BodyOfAsync(MediaFixtures.Order("a/b", "Cat") with { Ratio = null, Quality = "high" });

        body.ShouldBe("""{"model":"a/b","prompt":"Cat","n":1,"size":"1024x1024","quality":"high"}""");
    }

    [Fact]
    public async Task Pictures_go_along_as_data_addresses()
    {
        var order = MediaFixtures.Order("a/b", "Cat") with
        {
            Task = ImageTask.Remix,
            Source = new SourceImage("image/jpeg", new byte[] { 1, 2, 3 }, 8, 8),
            References = [new SourceImage("image/png", new byte[] { 4 }, 8, 8)],
        };

        (await BodyOfAsync(order)).ShouldEndWith(
            ""","input_references":[{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,AQID"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,BA=="}}]}""");
    }

    [Fact]
    public async Task The_vendor_says_the_cost()
    {
        Script(new SimPlan());

        (await RunAsync(MediaFixtures.Order(Model, count: 2))).CostUsd.ShouldBe(0.08m);
    }

    [Fact]
    public async Task A_picture_that_a_host_failed_at_is_a_failure()
    {
        Script(new SimPlan("fail"));

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)))).Code.ShouldBe("provider.overloaded");
    }

    [Fact]
    public async Task A_mask_is_not_sent_as_there_is_no_place_for_it()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Inpainting(Model)))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }
}
