using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>What an adapter must do besides where its vendor works in jobs that are asked about.</summary>
public abstract class JobConformance : MediaConformance
{
    /// <summary>Whether the vendor has a way to stop a job.</summary>
    protected virtual bool CanCancel => true;

    [Fact]
    public async Task A_job_is_under_way_until_it_is_done()
    {
        Script(new SimPlan(Asks: 3));
        var report = await Provider.SubmitAsync(MediaFixtures.Order(Model), Ct);
        var job = report.ShouldBeOfType<MediaUnderWay>().Job;
        job.Model.ShouldBe(Model);
        job.Id.Length.ShouldBeInRange(1, 200);
        (job.Note?.Length ?? 0).ShouldBeLessThanOrEqualTo(4000);

        (await Provider.AskAsync(job, Ct)).ShouldBeOfType<MediaUnderWay>().Job.ShouldBe(job);
        (await Provider.AskAsync(job, Ct)).ShouldBeOfType<MediaUnderWay>().Job.ShouldBe(job);

        (await FollowAsync(Provider, new MediaUnderWay(job))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_node_may_ask_after_a_restart()
    {
        Script(new SimPlan());
        var job = await BeginAsync();

        await using var other = With(AddressOf(Simulator));

        (await FollowAsync(ProviderOf(other), new MediaUnderWay(job))).Outputs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("401")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("html")]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("reset")]
    public async Task A_question_that_fails_says_nothing_about_the_job(string fault)
    {
        Script(new SimPlan(Wire: ["ask-" + fault]));
        var job = await BeginAsync();

        var failure = await Should.ThrowAsync<ProviderException>(() => Provider.AskAsync(job, Ct));

        failure.Retry.ShouldBe(RetryAdvice.TryAgain);
        failure.MayHaveBegun.ShouldBeFalse();
        Silent(failure);
        (await FollowAsync(Provider, new MediaUnderWay(job))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_asked_again()
    {
        Script(new SimPlan(Wire: ["ask-silence"]));
        var job = await BeginAsync();
        var clock = new StoppedClock();
        await using var services = With(AddressOf(Simulator), clock);
        await Simulator.ArrivedAsync(Simulator.Requests.Count, Ct);
        var run = ProviderOf(services).AskAsync(job, Ct);
        await Simulator.ArrivedAsync(1, Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        clock.Advance(TimeSpan.FromSeconds(30));

        (await Should.ThrowAsync<ProviderException>(() => run)).Retry.ShouldBe(RetryAdvice.TryAgain);
    }

    [Fact]
    public async Task A_job_that_failed_is_over()
    {
        Script(new SimPlan("fail"));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.Code.ShouldBe("provider.failed");
        failure.Retry.ShouldBe(RetryAdvice.TryAnotherRoute);
        Silent(failure);
    }

    [Fact]
    public async Task A_job_that_the_vendor_does_not_know_is_over()
    {
        var failure = await Should.ThrowAsync<ProviderException>(() => Provider.AskAsync(Unknown(), Ct));

        failure.Retry.ShouldNotBe(RetryAdvice.TryAgain);
    }

    [Fact]
    public async Task A_stop_reaches_the_vendor_and_ends_the_job()
    {
        Assert.SkipUnless(CanCancel, "This vendor stops nothing.");
        Script(new SimPlan(Asks: 40));
        var job = await BeginAsync();

        await Provider.CancelAsync(job, Ct);

        Simulator.Requests.Last().Path.ShouldContain("cancel");
        (await Should.ThrowAsync<ProviderException>(() => FollowAsync(Provider, new MediaUnderWay(job)))).Retry.ShouldNotBe(RetryAdvice.TryAgain);
    }

    [Fact]
    public async Task Stopping_what_is_over_or_unknown_is_no_trouble()
    {
        Script(new SimPlan(Asks: 1));
        var job = await BeginAsync();
        await FollowAsync(Provider, new MediaUnderWay(job));

        await Provider.CancelAsync(job, Ct);
        await Provider.CancelAsync(Unknown(), Ct);
    }

    /// <summary>A job that the vendor has never heard of.</summary>
    protected virtual VendorJob Unknown() => new("no-such-job", Model);

    protected async Task<VendorJob> BeginAsync() => (await Provider.SubmitAsync(MediaFixtures.Order(Model), Ct)).ShouldBeOfType<MediaUnderWay>().Job;
}
