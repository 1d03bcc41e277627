using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;

namespace AIGenerator.Tests.Providers.Media;

public sealed class GoogleImageTests : MediaConformance
{
    protected override string Id => "google";

    protected override string Section => "Google";

    protected override string Model => "gemini-3.1-flash-image";

    protected override (string Header, string Value) Key => ("x-goog-api-key", "sk-test");

    protected override int Most => 8;

    // Each call has its own end; the mixed ones are below.
    protected override int? WithheldOfPartial => null;

    protected override int CallsFor(int count) => count;

    protected override bool SaysOverloaded => true;

    protected override string AddressOf(Simulator simulator) => simulator.Google;

    protected override string? CodeOf(string fault) => fault == "error-inside" ? "provider.overloaded" : base.CodeOf(fault);

    [Fact]
    public async Task A_call_is_exactly_this()
    {
        var order = MediaFixtures.Order(Model, "Кіт") with { Ratio = "16:9", Quality = "2K", Seed = 7, References = [new SourceImage("image/webp", new byte[] { 1, 2, 3 }, 8, 8)] };

        (await BodyOfAsync(order)).ShouldBe(
            """{"contents":[{"role":"user","parts":[{"text":"Кіт"},{"inlineData":{"mimeType":"image/webp","data":"AQID"}}]}],"generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}}""");
        Simulator.Requests.Last().Path.ShouldBe("/google/v1beta/models/gemini-3.1-flash-image:generateContent");
    }

    [Fact]
    public async Task A_picture_to_work_on_comes_first_and_keeps_its_ratio()
    {
        var order = MediaFixtures.Order(Model, "") with { Task = ImageTask.Remix, Ratio = null, Source = new SourceImage("image/png", new byte[] { 4 }, 8, 8) };

        (await BodyOfAsync(order)).ShouldBe(
            """{"contents":[{"role":"user","parts":[{"text":"A variation of this picture: the same subject, style and mood, composed anew."},{"inlineData":{"mimeType":"image/png","data":"BA=="}}]}],"generationConfig":{"responseModalities":["IMAGE"]}}""");
    }

    [Fact]
    public async Task Each_picture_is_a_call_and_the_costs_add_up()
    {
        Script(new SimPlan(), 3);

        var done = await RunAsync(MediaFixtures.Order(Model, count: 3));

        Simulator.Requests.Count.ShouldBe(3);
        done.CostUsd.ShouldBe(3 * ((20 * 0.5m) + (110 * 3m) + (1290 * 60m)) / 1_000_000m);
    }

    [Fact]
    public async Task A_sketch_of_a_thought_is_not_the_answer()
    {
        Script(new SimPlan(Reasons: true));

        var done = await RunAsync(MediaFixtures.Order(Model));

        var picture = SimPng.Read(done.Outputs.Single().Bytes.Span)!;
        (picture.At(0, 0).Red, picture.At(0, 0).Green, picture.At(0, 0).Blue).ShouldBe(SimPicture.ColorOf("A red kite over the sea"));
    }

    [Theory]
    [InlineData("filter", 1)]
    [InlineData("403", 1)]
    [InlineData("nothing", 0)]
    [InlineData("503", 0)]
    [InlineData("cut", 0)]
    public async Task What_other_calls_delivered_is_kept(string fault, int withheld)
    {
        Simulator.Next(new SimPlan(), new SimPlan(fault), new SimPlan());

        var done = await RunAsync(MediaFixtures.Order(Model, count: 3));

        done.Outputs.Count.ShouldBe(2);
        done.Withheld.ShouldBe(withheld);
    }

    [Fact]
    public async Task Where_nothing_came_trouble_speaks_before_a_refusal_and_one_call_under_way_counts_for_all()
    {
        Simulator.Next(new SimPlan("filter"), new SimPlan("429"), new SimPlan("cut"));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model, count: 3)));

        failure.Code.ShouldBeOneOf("provider.rate-limited", "provider.cut");
        failure.MayHaveBegun.ShouldBeTrue();
    }

    [Theory]
    [InlineData("no-image")]
    [InlineData("in-words")]
    public async Task A_refusal_that_looks_like_success_is_moderated(string oddity)
    {
        Script(new SimPlan(Wire: [oddity]));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.Code.ShouldBe("provider.moderated");
        Silent(failure);
    }

    [Theory]
    [InlineData("gemini-3.1-flash-lite-image", "")]
    [InlineData("gemini-3-pro-image", "no-usage")]
    public async Task No_cost_is_guessed(string model, string oddity)
    {
        Script(new SimPlan(Wire: [oddity]));

        (await RunAsync(MediaFixtures.Order(model))).CostUsd.ShouldBeNull();
    }

    [Fact]
    public async Task A_retired_model_is_gone()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order("imagen-4.0-generate-001")))).Code.ShouldBe("provider.model-gone");
    }

    [Fact]
    public async Task A_mask_is_not_sent_as_there_is_no_place_for_it()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Inpainting(Model)))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }
}
