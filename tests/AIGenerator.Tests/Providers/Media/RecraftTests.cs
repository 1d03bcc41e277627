using System.Globalization;
using System.Text;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

public sealed class RecraftTests : MediaConformance
{
    protected override string Id => "recraft";

    protected override string Section => "Recraft";

    protected override string Model => "recraftv3";

    protected override int Most => 8;

    protected override ImageOrder Inpainting => MediaFixtures.Inpainting(Model);

    // A shorter list is all that is seen of it.
    protected override int? WithheldOfPartial => 0;

    protected override int CallsFor(int count) => (count + 5) / 6;

    protected override string AddressOf(Simulator simulator) => simulator.Recraft;

    protected override string? CodeOf(string fault) => fault == "error-inside" ? "provider.overloaded" : base.CodeOf(fault);

    [Fact]
    public async Task An_order_in_words_is_exactly_this()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Кіт", count: 2) with { Ratio = null, Style = "digital_illustration/hand_drawn", NegativePrompt = "rain", Seed = 5_000_000_000 });

        body.ShouldBe("""{"prompt":"Кіт","n":2,"model":"recraftv3","style":"digital_illustration","substyle":"hand_drawn","negative_prompt":"rain","size":"1024x1024","random_seed":705032704}""");
        Simulator.Requests.Last().Path.ShouldBe("/recraft/v1/images/generations");
    }

    [Fact]
    public async Task A_style_of_somebodys_own_goes_alone()
    {
        var body = await BodyOfAsync(MediaFixtures.Order(Model, "Cat") with { Style = "5d3c2b1a-0000-4000-8000-000000000001" });

        body.ShouldBe("""{"prompt":"Cat","n":1,"model":"recraftv3","style_id":"5d3c2b1a-0000-4000-8000-000000000001","size":"1:1"}""");
    }

    [Fact]
    public async Task Later_versions_are_not_sent_what_they_refuse()
    {
        var body = await BodyOfAsync(MediaFixtures.Order("recraftv4_1", "Cat") with { Style = "icon", NegativePrompt = "rain" });

        body.ShouldBe("""{"prompt":"Cat","n":1,"model":"recraftv4_1","size":"1:1"}""");
    }

    [Fact]
    public async Task A_mask_is_white_where_to_work()
    {
        var body = await BodyOfAsync(Inpainting);

        body.ShouldStartWith("prompt=A lighthouse\nn=1\nmodel=recraftv3\nimage: image.png, image/png, ");
        var mask = SimPng.Read(Simulator.Requests.Last().Files[1])!;
        mask.At(0, 0).Red.ShouldBe((byte)255);
        mask.At(63, 47).Red.ShouldBe((byte)0);
    }

    [Theory]
    [InlineData(ImageTask.Remix, "Cat", "recraftv3", "imageToImage", "prompt=Cat\nn=1\nmodel=recraftv3\nstrength=0.25\nimage: ")]
    [InlineData(ImageTask.Remix, "", "recraftv3", "variateImage", "n=1\nsize=1365x1024\nimage: ")]
    [InlineData(ImageTask.Upscale, "", "crispUpscale", "crispUpscale", "image: ")]
    [InlineData(ImageTask.Upscale, "", "creativeUpscale", "creativeUpscale", "image: ")]
    [InlineData(ImageTask.RemoveBackground, "", "removeBackground", "removeBackground", "image: ")]
    [InlineData(ImageTask.Vectorize, "", "vectorize", "vectorize", "image: ")]
    public async Task Each_task_has_its_call_and_its_fields(ImageTask task, string prompt, string model, string call, string body)
    {
        var order = MediaFixtures.Order(model, prompt) with { Task = task, Source = MediaFixtures.Source(), Width = 0, Height = 0, Ratio = null, Strength = 0.25 };

        (await BodyOfAsync(order)).ShouldStartWith(body);
        Simulator.Requests.Last().Path.ShouldBe("/recraft/v1/images/" + call);
    }

    [Fact]
    public async Task A_masked_region_without_words_is_erased()
    {
        await BodyOfAsync(Inpainting with { Prompt = "" });

        Simulator.Requests.Last().Path.ShouldBe("/recraft/v1/images/eraseRegion");
    }

    [Fact]
    public async Task A_picture_is_extended_by_its_margins()
    {
        Script(new SimPlan());
        var order = MediaFixtures.Order(Model, "Sea") with { Task = ImageTask.Outpaint, Source = MediaFixtures.Source(), Margins = new(16, 0, 32, 8) };

        var done = await RunAsync(order);

        var picture = SimPng.Read(await BytesOfAsync(done.Outputs.Single()))!;
        (picture.Width, picture.Height).ShouldBe((64 + 48, 48 + 8));
        Simulator.Requests.Last(request => request.Method == "POST").Body.ShouldEndWith(""","prompt":"Sea","n":1,"model":"recraftv3","expand_left":16,"expand_right":32,"expand_top":0,"expand_bottom":8}""");
    }

    [Theory]
    [InlineData("recraftv3_vector", ImageTask.Create, "0.08")]
    [InlineData("vectorize", ImageTask.Vectorize, "0.01")]
    public async Task Drawings_come_as_they_are_by_address_and_as_bytes(string model, ImageTask task, string cost)
    {
        var order = MediaFixtures.Order(model) with { Task = task, Source = task == ImageTask.Create ? null : MediaFixtures.Source() };
        Simulator.Next(new SimPlan(Wire: ["script"]), new SimPlan(Wire: ["b64"]));

        var byAddress = await RunAsync(order);
        var asBytes = await RunAsync(order);

        Encoding.UTF8.GetString(await BytesOfAsync(byAddress.Outputs.Single())).ShouldStartWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><script>");
        Encoding.UTF8.GetString(asBytes.Outputs.Single().Bytes.Span).ShouldStartWith("<svg ");
        byAddress.CostUsd.ShouldBe(decimal.Parse(cost, CultureInfo.InvariantCulture));
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
    public async Task The_units_of_a_call_are_its_cost()
    {
        Script(new SimPlan());

        (await RunAsync(MediaFixtures.Order(Model, count: 3))).CostUsd.ShouldBe(0.12m);
    }

    [Fact]
    public async Task More_than_a_call_makes_are_two_calls_one_after_the_other()
    {
        Script(new SimPlan(), 8);

        var done = await RunAsync(MediaFixtures.Order(Model, count: 8) with { Seed = 5 });

        (done.Outputs.Count, done.CostUsd).ShouldBe((8, 0.32m));
        var bodies = Simulator.Requests.Select(request => request.Body).ToList();
        bodies[0].ShouldContain("\"n\":6,");
        bodies[0].ShouldContain("\"random_seed\":5");
        bodies[1].ShouldContain("\"n\":2,");
        bodies[1].ShouldContain("\"random_seed\":11");
    }

    [Fact]
    public async Task What_the_first_call_made_is_delivered_though_the_second_failed()
    {
        Simulator.Next(new SimPlan(), new SimPlan("502"));

        (await RunAsync(MediaFixtures.Order(Model, count: 8))).Outputs.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_empty_account_may_be_said_as_a_bad_request()
    {
        Script(new SimPlan("402", Wire: ["as-400"]));

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)))).Code.ShouldBe("provider.no-funds");
    }

    [Theory]
    [InlineData("digital_illustration/b_and_w")]
    [InlineData("watercolour")]
    public async Task A_style_that_the_vendor_does_not_know_is_refused(string style)
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model) with { Style = style }))).Code.ShouldBe("provider.invalid-request");
    }

    [Fact]
    public async Task Work_on_a_picture_without_one_is_not_sent()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model) with { Task = ImageTask.Vectorize }))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }
}
