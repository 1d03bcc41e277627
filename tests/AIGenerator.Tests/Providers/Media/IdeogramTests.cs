using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

public sealed class IdeogramTests : MediaConformance
{
    private readonly Dictionary<string, string?> _more = [];

    protected override string Id => "ideogram";

    protected override string Section => "Ideogram";

    protected override string Model => "ideogram-v3";

    protected override (string Header, string Value) Key => ("Api-Key", "sk-test");

    protected override int Most => 8;

    protected override ImageOrder Inpainting => MediaFixtures.Inpainting(Model);

    protected override bool SaysOverloaded => true;

    protected override string AddressOf(Simulator simulator) => simulator.Ideogram;

    protected override void Configure(Dictionary<string, string?> settings)
    {
        foreach (var (key, value) in _more)
        {
            settings[key] = value;
        }
    }

    protected override string? CodeOf(string fault) => fault == "error-inside" ? "provider.overloaded" : base.CodeOf(fault);

    [Fact]
    public async Task An_order_in_words_is_exactly_this()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Кіт", count: 2) with { Ratio = "16:9", Quality = "TURBO", Style = "DESIGN", NegativePrompt = "rain", Seed = 5_000_000_000 });

        body.ShouldBe("prompt=Кіт\naspect_ratio=16x9\nnum_images=2\nseed=705032704\nrendering_speed=TURBO\nstyle_type=DESIGN\nnegative_prompt=rain\n");
        Simulator.Requests.Last().Path.ShouldBe("/ideogram/v1/ideogram-v3/generate");
        Simulator.Requests.Last().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Pixels_and_presets_and_references_have_names_of_their_own()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Cat") with { Ratio = null, Style = "ART_DECO", References = [new SourceImage("image/jpeg", new byte[] { 1 }, 8, 8)] });

        body.ShouldBe("prompt=Cat\nresolution=1024x1024\nnum_images=1\nstyle_preset=ART_DECO\nstyle_reference_images: style_reference_images.jpg, image/jpeg, 1 bytes\n");
    }

    [Fact]
    public async Task A_mask_is_black_where_to_work_and_the_size_is_the_pictures()
    {
        var body = await BodyOfAsync(Inpainting with { Ratio = "1:1" });

        body.ShouldStartWith("prompt=A lighthouse\nnum_images=1\nimage: image.png, image/png, ");
        var mask = SimPng.Read(Simulator.Requests.Last().Files[1])!;
        mask.At(0, 0).Red.ShouldBe((byte)0);
        mask.At(63, 47).Red.ShouldBe((byte)255);
        Simulator.Requests.Last().Path.ShouldBe("/ideogram/v1/ideogram-v3/edit");
    }

    [Fact]
    public async Task A_remix_keeps_the_nearest_ratio_and_counts_closeness_the_other_way_round()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Cat") with { Task = ImageTask.Remix, Source = MediaFixtures.Source(), Width = 0, Height = 0, Ratio = null, Strength = 0.3 });

        body.ShouldStartWith("prompt=Cat\naspect_ratio=4x3\nnum_images=1\nimage_weight=70\nimage: ");
        Simulator.Requests.Last().Path.ShouldBe("/ideogram/v1/ideogram-v3/remix");
    }

    [Fact]
    public async Task A_reframe_takes_pixels_and_no_words()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "more sea") with { Task = ImageTask.Outpaint, Source = MediaFixtures.Source(), Width = 1312, Height = 736, Ratio = "16:9", Margins = new(10, 0, 10, 0) });

        body.ShouldStartWith("resolution=1312x736\nnum_images=1\nimage: ");
        Simulator.Requests.Last().Path.ShouldBe("/ideogram/v1/ideogram-v3/reframe");
    }

    [Fact]
    public async Task An_upscale_has_its_wishes_in_a_part_of_JSON()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "") with { Task = ImageTask.Upscale, Source = MediaFixtures.Source(), Scale = 2, Seed = 7 });

        body.ShouldStartWith("image_request={\"num_images\":1,\"seed\":7}\nimage_file: image_file.png, image/png, ");
        Simulator.Requests.Last().Path.ShouldBe("/ideogram/upscale");
    }

    [Fact]
    public async Task A_wrong_key_is_one_whichever_status_says_it()
    {
        Script(new SimPlan("401"));

        var order = MediaFixtures.Order(Model) with { Task = ImageTask.Remix, Source = MediaFixtures.Source() };

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(order))).Code.ShouldBe("provider.bad-key");
    }

    [Fact]
    public async Task Seed_and_rewritten_prompt_come_along()
    {
        Script(new SimPlan());

        var output = (await RunAsync(MediaFixtures.Order(Model) with { Seed = 77 })).Outputs.Single();

        output.Seed.ShouldBe(77);
        output.Prompt.ShouldBe("A red kite over the sea, finely lit");
    }

    [Fact]
    public async Task Another_generation_of_paths_can_be_set()
    {
        _more["Providers:Ideogram:Paths:Create"] = "v2/image/generate/ideogram-3";
        await using var services = With(AddressOf(Simulator));

        var done = await RunAsync(ProviderOf(services), MediaFixtures.Order(Model));

        done.Outputs.Count.ShouldBe(1);
        Simulator.Requests.Single().Path.ShouldBe("/ideogram/v2/image/generate/ideogram-3");
    }

    [Fact]
    public async Task The_eleventh_order_at_a_time_is_refused()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = Enumerable.Range(0, 10).Select(_ =>
        {
            Simulator.Next(new SimPlan("silence"));
            return Provider.SubmitAsync(MediaFixtures.Order(Model), stop.Token);
        }).ToList();
        await Simulator.ArrivedAsync(10, Ct);

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)))).Code.ShouldBe("provider.rate-limited");

        Provider.Traits.AtOnce.ShouldBe(10);
        await stop.CancelAsync();
        foreach (var order in waiting)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => order);
        }
    }

    [Fact]
    public async Task A_file_at_the_vendors_own_host_is_fetched_though_that_is_no_public_one()
    {
        await using var services = With(AddressOf(Simulator));
        Script(new SimPlan());
        var output = (await RunAsync(ProviderOf(services), MediaFixtures.Order(Model))).Outputs.Single();

        var file = await services.GetRequiredService<MediaDownloads>().FetchedAsync(Id, output.Address!, Ct);

        SimPng.Read(file).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_address_dies_young()
    {
        Script(new SimPlan(Wire: ["expired"]));

        var output = (await RunAsync(MediaFixtures.Order(Model))).Outputs.Single();

        (await Should.ThrowAsync<HttpRequestException>(() => BytesOfAsync(output))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }
}
