using System.Text.Json;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;

namespace AIGenerator.Tests.Providers.Media;

public sealed class ReplicateTests : JobConformance
{
    private const string Kontext = "black-forest-labs/flux-kontext-pro";

    protected override string Id => "replicate";

    protected override string Section => "Replicate";

    protected override string Model => "black-forest-labs/flux-schnell";

    protected override ImageOrder Inpainting => MediaFixtures.Inpainting("black-forest-labs/flux-fill-pro");

    protected override int? WithheldOfPartial => null;

    protected override string AddressOf(Simulator simulator) => simulator.Replicate;

    protected override string? CodeOf(string fault) => fault == "error-inside" ? null : base.CodeOf(fault);

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = MediaFixtures.Order(Model, "Кіт", 3) with { Ratio = "16:9", Seed = 7, Quality = "0.25", Webhook = new Uri("https://example.org/hook/replicate") };

        var body = await BodyOfAsync(order);

        JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, JsonDocument.Parse(
            """{"input":{"prompt":"Кіт","megapixels":"0.25","seed":7,"aspect_ratio":"16:9","output_format":"png","num_outputs":3},"webhook":"https://example.org/hook/replicate","webhook_events_filter":["completed"]}""").RootElement)
            .ShouldBeTrue(body);
        Simulator.Requests.First().Path.ShouldBe("/replicate/v1/models/black-forest-labs/flux-schnell/predictions");
        Simulator.Requests.First().Headers.Keys.ShouldNotContain("Prefer");
    }

    [Fact]
    public async Task A_report_is_asked_for_only_where_it_can_come_safely()
    {
        (await BodyOfAsync(MediaFixtures.Order(Model) with { Webhook = new Uri("http://127.0.0.1/hook") })).ShouldNotContain("webhook");
    }

    [Fact]
    public async Task More_than_the_model_makes_at_a_time_becomes_several_predictions()
    {
        Simulator.Next(new SimPlan(), new SimPlan(), new SimPlan());
        var report = await Provider.SubmitAsync(MediaFixtures.Order(Kontext, count: 3), Ct);

        var job = report.ShouldBeOfType<MediaUnderWay>().Job;
        job.Note!.Split(',').Length.ShouldBe(2);
        (await FollowAsync(Provider, report)).Outputs.Select(output => output.Address).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_locked_seed_counts_on_and_is_told_with_each_picture()
    {
        Simulator.Next(new SimPlan(), new SimPlan(), new SimPlan());

        var done = await RunAsync(MediaFixtures.Order(Kontext, count: 3) with { Seed = int.MaxValue - 1 });

        done.Outputs.Select(output => output.Seed).ShouldBe([int.MaxValue - 1, int.MaxValue, 0]);
    }

    [Fact]
    public async Task Pictures_of_one_prediction_share_its_seed_and_the_next_begins_behind_them()
    {
        Simulator.Next(new SimPlan(), new SimPlan());

        var done = await RunAsync(MediaFixtures.Order(Model, count: 8) with { Seed = 7 });

        done.Outputs.Select(output => output.Seed).ShouldBe([7, 7, 7, 7, 11, 11, 11, 11]);
    }

    [Fact]
    public async Task Without_a_seed_none_is_sent_and_none_is_told()
    {
        Simulator.Next(new SimPlan(), new SimPlan());

        var done = await RunAsync(MediaFixtures.Order(Kontext, count: 2));

        done.Outputs.ShouldAllBe(output => output.Seed == null);
        Simulator.Requests.Where(request => request.Method == "POST").ShouldAllBe(request => !request.Body.Contains("seed"));
    }

    [Fact]
    public async Task A_refused_picture_among_several_is_withheld_and_a_failed_one_is_missing()
    {
        Simulator.Next(new SimPlan(), new SimPlan("filter"), new SimPlan("fail"));

        var done = await RunAsync(MediaFixtures.Order(Kontext, count: 3));

        done.Outputs.Count.ShouldBe(1);
        done.Withheld.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_accepted_is_delivered_though_others_were_throttled()
    {
        Simulator.Next(new SimPlan(), new SimPlan("429"), new SimPlan("502"));

        (await RunAsync(MediaFixtures.Order(Kontext, count: 3))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_prediction_that_is_lost_takes_nothing_from_the_others()
    {
        Simulator.Next(new SimPlan());
        var job = (await Provider.SubmitAsync(MediaFixtures.Order(Kontext), Ct)).ShouldBeOfType<MediaUnderWay>().Job;

        (await FollowAsync(Provider, new MediaUnderWay(job with { Note = "no-such-prediction" }))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_predictions_of_an_order_are_stopped()
    {
        Simulator.Next(new SimPlan(Asks: 40), new SimPlan(Asks: 40));
        var job = (await Provider.SubmitAsync(MediaFixtures.Order(Kontext, count: 2), Ct)).ShouldBeOfType<MediaUnderWay>().Job;

        await Provider.CancelAsync(job, Ct);

        Simulator.Requests.Count(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_community_model_is_ordered_by_its_version()
    {
        var order = MediaFixtures.Order("nightmareai/real-esrgan", "") with { Task = ImageTask.Upscale, Source = MediaFixtures.Source(), Scale = 2, Ratio = null };

        var done = await RunAsync(order);

        SimPng.Read(await BytesOfAsync(done.Outputs.Single()))!.Width.ShouldBe(128);
        Simulator.Requests.Single(request => request.Method == "POST").Path.ShouldBe("/replicate/v1/predictions");
    }

    [Fact]
    public async Task A_background_is_removed_by_an_official_model_that_takes_nothing_but_the_picture()
    {
        var order = MediaFixtures.Order("bria/remove-background", "") with { Task = ImageTask.RemoveBackground, Source = MediaFixtures.Source(), Ratio = null };

        var done = await RunAsync(order);

        done.Outputs.Count.ShouldBe(1);
        done.CostUsd.ShouldBe(0.018m);
        var sent = Simulator.Requests.Single(request => request.Method == "POST");
        sent.Path.ShouldBe("/replicate/v1/models/bria/remove-background/predictions");
        using var body = JsonDocument.Parse(sent.Body);
        body.RootElement.GetProperty("input").EnumerateObject().Select(field => field.Name).ShouldBe(["image"]);
    }

    [Fact]
    public async Task Creativity_and_scale_of_the_upscaler_have_their_own_names()
    {
        var order = MediaFixtures.Order("philz1337x/clarity-upscaler", "sharp") with { Task = ImageTask.Upscale, Source = MediaFixtures.Source(), Scale = 4, Strength = 0.5, Ratio = null };

        var body = await BodyOfAsync(order);

        body.ShouldContain("\"scale_factor\":4");
        body.ShouldContain("\"creativity\":0.5");
    }

    [Fact]
    public async Task Any_model_is_read_by_its_schema_once()
    {
        var order = MediaFixtures.Order("lucataco/remove-bg", "") with { Task = ImageTask.RemoveBackground, Source = MediaFixtures.Source(), Ratio = "1:1", Seed = 7 };

        await RunAsync(order);
        await RunAsync(order);

        var posts = Simulator.Requests.Where(request => request.Method == "POST").Select(request => request.Path["/replicate/v1/".Length..]);
        posts.ShouldBe(["models/lucataco/remove-bg/predictions", "predictions", "predictions"]);
        Simulator.Requests.Count(request => request.Path.Contains("/versions/")).ShouldBe(1);
        Simulator.Requests.Last(request => request.Method == "POST").Body.ShouldNotContain("seed");
    }

    [Fact]
    public async Task References_go_as_a_list_where_the_schema_has_one()
    {
        var order = MediaFixtures.Order("black-forest-labs/flux-2-pro") with { References = [MediaFixtures.Source(), MediaFixtures.Source()], Quality = "1 MP", Seed = 9 };

        using var body = JsonDocument.Parse(await BodyOfAsync(order));

        var input = body.RootElement.GetProperty("input");
        input.GetProperty("input_images").GetArrayLength().ShouldBe(2);
        input.GetProperty("resolution").GetString().ShouldBe("1 MP");
        input.GetProperty("seed").GetInt64().ShouldBe(9);
        input.GetProperty("aspect_ratio").GetString().ShouldBe("1:1");
    }

    [Fact]
    public async Task A_large_file_is_uploaded_first()
    {
        var noise = new byte[400_000];
        var order = MediaFixtures.Order(Kontext) with { Task = ImageTask.Remix, Source = new SourceImage("image/jpeg", noise, 1000, 1000), Ratio = null };

        var body = await BodyOfAsync(order);

        body.ShouldContain("/replicate/v1/files/file0");
        body.ShouldNotContain("data:");
        body.ShouldNotContain("aspect_ratio");
    }

    [Theory]
    [InlineData(20, 0, 0, 0, "Left outpaint")]
    [InlineData(0, 0, 0, 20, "Bottom outpaint")]
    [InlineData(16, 12, 16, 12, "Zoom out 1.5x")]
    [InlineData(32, 24, 32, 24, "Zoom out 2x")]
    [InlineData(0, 8, 0, 8, "Make square")]
    public async Task Margins_around_what_nobody_here_can_open_become_the_vendors_words(int left, int top, int right, int bottom, string word)
    {
        var order = MediaFixtures.Order("black-forest-labs/flux-fill-pro") with
        {
            Task = ImageTask.Outpaint, Source = MediaFixtures.Source() with { MediaType = "image/webp" }, Ratio = null, Margins = new ImageMargins(left, top, right, bottom),
        };

        (await BodyOfAsync(order)).ShouldContain($"\"outpaint\":\"{word}\"");
    }

    [Theory]
    [InlineData(20, 0, 20, 0)]
    [InlineData(16, 0, 32, 8)]
    [InlineData(0, 0, 0, 5)]
    public async Task A_picture_is_extended_by_the_very_pixels(int left, int top, int right, int bottom)
    {
        Simulator.Next(new SimPlan());
        var order = MediaFixtures.Order("black-forest-labs/flux-fill-pro", "") with
        {
            Task = ImageTask.Outpaint, Source = MediaFixtures.Source(), Ratio = null, Margins = new ImageMargins(left, top, right, bottom),
        };

        var picture = SimPng.Read(await BytesOfAsync((await RunAsync(order)).Outputs.Single()))!;

        (picture.Width, picture.Height).ShouldBe((64 + left + right, 48 + top + bottom));
        picture.At(left, top).ShouldBe(MediaFixtures.SourceColor);
        picture.At(left + 63, top + 47).ShouldBe(MediaFixtures.SourceColor);
        picture.At(right > 0 ? left + 64 : left, bottom > 0 ? top + 48 : top).ShouldNotBe(MediaFixtures.SourceColor);
        var body = Simulator.Requests.First(request => request.Method == "POST").Body;
        body.ShouldNotContain("outpaint");
        body.ShouldContain("beyond the edges");
    }

    [Fact]
    public async Task What_a_model_has_no_field_for_is_refused_before_it_is_ordered()
    {
        var masked = MediaFixtures.Inpainting(Model);
        var wide = MediaFixtures.Order(Model) with { Ratio = "7:1" };

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(masked))).Code.ShouldBe("provider.invalid-request");
        (await Should.ThrowAsync<ProviderException>(() => RunAsync(wide))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("owner/..")]
    [InlineData("owner")]
    [InlineData("owner/name?x=1")]
    [InlineData("nobody/nothing")]
    public async Task A_model_that_is_none_is_gone(string model)
    {
        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(MediaFixtures.Order(model), Ct))).Code.ShouldBe("provider.model-gone");
    }

    [Theory]
    [InlineData("told", 30)]
    [InlineData("told-short", 2)]
    public async Task A_wait_that_stands_only_in_the_sentence_is_read(string wire, int seconds)
    {
        Simulator.Next(new SimPlan("429", Wire: [wire]));

        (await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Progress_is_read_out_of_the_prints_and_the_price_out_of_our_table()
    {
        Simulator.Next(new SimPlan(Asks: 3));
        var job = await BeginAsync();

        (await Provider.AskAsync(job, Ct)).ShouldBeOfType<MediaUnderWay>().Progress.ShouldBe(0.25);

        (await FollowAsync(Provider, new MediaUnderWay(job))).CostUsd.ShouldBe(0.003m);
    }

    [Fact]
    public async Task A_prediction_that_never_ran_is_over()
    {
        Simulator.Next(new SimPlan(Asks: 40, Wire: ["aborted"]));
        var job = await BeginAsync();
        await Provider.CancelAsync(job, Ct);

        (await Should.ThrowAsync<ProviderException>(() => Provider.AskAsync(job, Ct))).Code.ShouldBe("provider.failed");
    }

    [Fact]
    public async Task Outputs_in_an_object_are_found()
    {
        Simulator.Next(new SimPlan(Wire: ["object"]));

        (await RunAsync(MediaFixtures.Order(Model))).Outputs.Count.ShouldBe(1);
    }
}
