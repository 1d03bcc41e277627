using System.Text.Json;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers.Media;

public sealed class FalTests : JobConformance
{
    protected override string Id => "fal";

    protected override string Section => "Fal";

    protected override string Model => "sim/pictures/v2/fast";

    protected override (string Header, string Value) Key => ("Authorization", "Key sk-test");

    protected override ImageOrder Inpainting => MediaFixtures.Inpainting("sim/pictures/fill");

    protected override int? WithheldOfPartial => null;

    protected override string AddressOf(Simulator simulator) => new Uri(simulator.Address, "/fal").AbsoluteUri;

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = MediaFixtures.Order(Model, "A cat", 2) with { Seed = 7, NegativePrompt = "dogs", Webhook = new Uri("https://example.org/hook?t=a&b=c") };

        var body = await BodyOfAsync(order);

        JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, JsonDocument.Parse(
            """{"prompt":"A cat","negative_prompt":"dogs","num_images":2,"seed":7,"image_size":{"width":1024,"height":1024}}""").RootElement).ShouldBeTrue(body);
        var request = Simulator.Requests.First();
        request.Path.ShouldBe("/fal/sim/pictures/v2/fast");
        request.Headers["X-Fal-Object-Lifecycle-Preference"].ShouldBe("""{"expiration_duration_seconds":86400}""");
    }

    [Fact]
    public async Task Questions_leave_the_sub_path_out()
    {
        Script(new SimPlan());

        await RunAsync(MediaFixtures.Order(Model));

        Simulator.Requests.Where(request => request.Method == "GET").Select(request => request.Path).Distinct()
            .ShouldBe(["/fal/sim/pictures/requests/764c-0001/status", "/fal/sim/pictures/requests/764c-0001"]);
    }

    [Fact]
    public async Task The_place_in_the_line_is_told()
    {
        Script(new SimPlan(Asks: 3));
        var report = await Provider.SubmitAsync(MediaFixtures.Order(Model), Ct);

        report.ShouldBeOfType<MediaUnderWay>().Position.ShouldBe(2);
        (await Provider.AskAsync(((MediaUnderWay)report).Job, Ct)).ShouldBeOfType<MediaUnderWay>().Position.ShouldBe(1);
    }

    [Fact]
    public async Task More_than_one_request_makes_become_several_with_seeds_of_their_own()
    {
        Simulator.Next(new SimPlan(), new SimPlan());
        var report = await Provider.SubmitAsync(MediaFixtures.Order(Model, count: 6) with { Seed = 7 }, Ct);

        (await FollowAsync(Provider, report)).Outputs.Select(output => output.Address).Distinct().Count().ShouldBe(6);

        var orders = Simulator.Requests.Where(request => request.Method == "POST").Select(request => JsonDocument.Parse(request.Body).RootElement);
        orders.Select(order => (order.GetProperty("num_images").GetInt32(), order.GetProperty("seed").GetInt64())).ShouldBe([(4, 7), (2, 11)], ignoreOrder: true);
        (((MediaUnderWay)report).Job.Note?.Length ?? 0).ShouldBeLessThanOrEqualTo(4000);
    }

    [Fact]
    public async Task A_refused_request_among_several_takes_nothing_from_the_others()
    {
        Simulator.Next(new SimPlan(), new SimPlan("filter"));

        var done = await RunAsync(MediaFixtures.Order(Model, count: 8));

        (done.Outputs.Count, done.Withheld).ShouldBe((4, 1));
    }

    [Fact]
    public async Task All_requests_of_an_order_are_stopped()
    {
        Simulator.Next(new SimPlan(Asks: 40), new SimPlan(Asks: 40));
        var job = (await Provider.SubmitAsync(MediaFixtures.Order(Model, count: 8), Ct)).ShouldBeOfType<MediaUnderWay>().Job;

        await Provider.CancelAsync(job, Ct);

        Simulator.Requests.Where(request => request.Method == "PUT").Select(request => request.Path).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_key_goes_to_no_other_host_whatever_an_answer_says()
    {
        Script(new SimPlan(Wire: ["foreign"]));
        var job = await BeginAsync();
        var forged = job with { Note = "https://evil.example/status\nhttps://evil.example/result\nhttps://evil.example/cancel" };

        job.Note!.ShouldNotContain("evil");
        (await FollowAsync(Provider, new MediaUnderWay(forged))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_is_not_there_yet_is_asked_for_again()
    {
        Script(new SimPlan(Wire: ["early"]));

        (await RunAsync(MediaFixtures.Order(Model))).Outputs.Single().Seed.ShouldBe(7);
    }

    [Fact]
    public async Task A_gateways_page_in_place_of_the_result_is_no_failure_of_the_job()
    {
        Script(new SimPlan(Asks: 1, Wire: ["gateway"]));
        var job = await BeginAsync();
        await Provider.AskAsync(job, Ct);

        (await Should.ThrowAsync<ProviderException>(() => Provider.AskAsync(job, Ct))).Retry.ShouldBe(RetryAdvice.TryAgain);

        (await FollowAsync(Provider, new MediaUnderWay(job))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_that_the_model_cannot_use_is_a_wrong_request_and_final()
    {
        Script(new SimPlan(Wire: ["too-small"]));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.Code.ShouldBe("provider.invalid-request");
        failure.Retry.ShouldNotBe(RetryAdvice.TryAgain);
        Silent(failure);
    }

    [Fact]
    public async Task A_single_picture_is_found_under_its_own_name()
    {
        Script(new SimPlan(Wire: ["single"]));

        (await RunAsync(MediaFixtures.Order(Model))).Outputs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("../x/y")]
    [InlineData("one")]
    [InlineData("a/b?c=d")]
    [InlineData("a/../b")]
    public async Task An_endpoint_that_is_none_is_gone(string model)
    {
        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(MediaFixtures.Order(model), Ct))).Code.ShouldBe("provider.model-gone");
        Simulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_endpoint_has_no_word_for_is_refused_before_it_is_ordered()
    {
        var order = MediaFixtures.Order(Model) with { Style = "anime" };

        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(order, Ct))).Code.ShouldBe("provider.invalid-request");
        Simulator.Requests.ShouldBeEmpty();
    }
}
