using System.Globalization;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;

namespace AIGenerator.Tests.Providers.Media;

public sealed class OpenAIImageTests : MediaConformance
{
    protected override string Id => "openai";

    protected override string Section => "OpenAI";

    protected override string Model => "gpt-image-2";

    protected override int Most => 8;

    protected override ImageOrder Inpainting => MediaFixtures.Inpainting(Model) with { Width = 0, Height = 0 };

    // A shorter list is all that is seen of it.
    protected override int? WithheldOfPartial => 0;

    protected override bool SaysOverloaded => true;

    protected override string AddressOf(Simulator simulator) => simulator.OpenAI;

    protected override string? CodeOf(string fault) => fault == "error-inside" ? "provider.overloaded" : base.CodeOf(fault);

    [Fact]
    public async Task An_order_in_words_is_exactly_this()
    {
        var body = await BodyOfAsync(MediaFixtures.Order("gpt-image-2", "<Кіт> & \"пес\"", count: 2) with { Width = 1536, Height = 1024, Ratio = null, Quality = "high", Seed = 7 });

        body.ShouldBe("""{"model":"gpt-image-2","prompt":"<Кіт> & \"пес\"","n":2,"size":"1536x1024","quality":"high"}""");
        Simulator.Requests.Last().Path.ShouldBe("/v1/images/generations");
        Simulator.Requests.Last().Headers["Content-Type"].ShouldBe("application/json");
    }

    [Fact]
    public async Task References_go_along_as_files_of_one_name()
    {
        var source = MediaFixtures.Source();

        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Both — разом") with { References = [source, source] });

        body.ShouldBe($"model=gpt-image-2\nprompt=Both — разом\nn=1\nsize=1024x1024\nimage[]: image.png, image/png, {source.Bytes.Length} bytes\nimage[]: image.png, image/png, {source.Bytes.Length} bytes\n");
        Simulator.Requests.Last().Path.ShouldBe("/v1/images/edits");
        Simulator.Requests.Last().Headers["Content-Type"].ShouldMatch("^multipart/form-data; boundary=[^\"]+$");
    }

    [Fact]
    public async Task A_mask_is_clear_where_to_work_and_belongs_to_the_first_picture()
    {
        await BodyOfAsync(Inpainting with { References = [new SourceImage("image/jpeg", new byte[] { 1, 2, 3 }, 8, 8)] });

        var files = Simulator.Requests.Last().Files;
        files[0].ShouldBe(MediaFixtures.Source().Bytes.ToArray());
        files[1].ShouldBe([1, 2, 3]);
        var mask = SimPng.Read(files[2])!;
        mask.At(0, 0).Alpha.ShouldBe((byte)0);
        mask.At(63, 47).Alpha.ShouldBe((byte)255);
    }

    [Fact]
    public async Task A_variation_without_words_gets_some_and_keeps_the_size_to_the_model()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "") with { Task = ImageTask.Remix, Source = MediaFixtures.Source(), Width = 0, Height = 0, Ratio = null });

        body.ShouldStartWith("model=gpt-image-2\nprompt=A variation of this picture: the same subject, style and mood, composed anew.\nn=1\nsize=auto\n");
    }

    [Theory]
    [InlineData("gpt-image-2.5-flare", 2, "0.06358")]
    [InlineData("gpt-image-1.5", 1, "0.034012")]
    [InlineData("gpt-image-1-mini", 1, "0.008536")]
    public async Task The_cost_comes_from_the_vendors_count(string model, int count, string cost)
    {
        Script(new SimPlan());

        (await RunAsync(MediaFixtures.Order(model, count: count))).CostUsd.ShouldBe(decimal.Parse(cost, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("gpt-image-9", "")]
    [InlineData("gpt-image-2", "no-usage")]
    public async Task No_cost_is_guessed(string model, string oddity)
    {
        Script(new SimPlan(Wire: [oddity]));

        (await RunAsync(MediaFixtures.Order(model))).CostUsd.ShouldBeNull();
    }

    [Fact]
    public async Task An_ended_model_is_gone()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order("dall-e-3")))).Code.ShouldBe("provider.model-gone");
    }

    [Fact]
    public async Task What_the_models_cannot_do_is_not_sent()
    {
        var order = MediaFixtures.Order(Model) with { Task = ImageTask.Upscale, Source = MediaFixtures.Source() };

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(order))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }
}
