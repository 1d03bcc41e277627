using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

/// <summary>What every vendor's adapter must do, over real HTTP. Inherit it for each vendor.</summary>
public abstract class ProviderConformance : IAsyncLifetime
{
    private ServiceProvider? _services;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Simulator Simulator { get; private set; } = null!;

    protected abstract string Id { get; }

    /// <summary>Its section of the settings.</summary>
    protected abstract string Section { get; }

    /// <summary>Output tokens by the vendor's counts after each of three words, where it counts on the way.</summary>
    protected virtual IEnumerable<long> CountsOnTheWay => [501, 502, 503];

    /// <summary>Whether the input is counted before the first word.</summary>
    protected virtual bool CountsInputFirst => false;

    /// <summary>Whether the simulator's usage line carries what the vendor charged.</summary>
    protected virtual bool SaysCost => false;

    /// <summary>What the simulator calls its answers.</summary>
    protected virtual string UpstreamId => "gen-sim";

    /// <summary>A model of this vendor that takes a temperature; null where none does.</summary>
    protected virtual string? TakesTemperature => "any-model";

    /// <summary>One that refuses it; null where none does, or where the vendor drops it in silence.</summary>
    protected virtual string? RefusesTemperature => null;

    /// <summary>A person's turn with "What is it?" and a PNG of the bytes 1, 2, 3, as this vendor's protocol writes it.</summary>
    protected virtual string TurnWithPicture =>
        """{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""";

    protected ITextProvider Provider => _services!.GetRequiredService<TextProviders>().Find(Id)!;

    protected TextRouter Router => _services!.GetRequiredService<TextRouter>();

    public async ValueTask InitializeAsync()
    {
        Simulator = await Simulator.StartAsync(Ct);
        _services = With(AddressOf(Simulator));
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract string AddressOf(Simulator simulator);

    [Fact]
    public async Task A_whole_answer_arrives_with_its_count()
    {
        Simulator.Next(new SimPlan(Tokens: 12));

        var events = await AskAsync();

        events.Text().ShouldStartWith("Привіт, це імітатор: він говорить **словами**");
        events.OfType<TextDelta>().Count().ShouldBe(12);
        events.End().Reason.ShouldBe(FinishReason.Complete);
        events.End().Usage.ShouldBe(new TextUsage(20, 5, 12, 0, SaysCost ? 0.00012m : null));
        events.End().UpstreamId.ShouldBe(UpstreamId);
    }

    [Theory]
    [InlineData("split")]
    [InlineData("crlf")]
    [InlineData("comments")]
    [InlineData("no-done")]
    [InlineData("usage-twice")]
    [InlineData("usage-with-choices")]
    [InlineData("tool-call")]
    [InlineData("whole")]
    public async Task Oddities_of_the_wire_change_nothing(string oddity)
    {
        Simulator.Next(new SimPlan(Tokens: 30, Wire: [oddity]));

        var events = await AskAsync();

        events.Text().ShouldContain("😀 with `code`, ünïcödé and 数字 inside. ");
        events.End().Reason.ShouldBe(FinishReason.Complete);
        events.End().Usage!.OutputTokens.ShouldBe(30);
    }

    [Fact]
    public async Task A_count_on_the_way_is_told_after_the_words_it_counts_and_is_no_output()
    {
        Simulator.Next(new SimPlan("cut", After: 3, Wire: ["usage-each"]));

        var events = await RouteAsync();

        events[CountsInputFirst ? 2 : 1].ShouldBeOfType<TextDelta>();
        events.OfType<UsageCounted>().Select(counted => counted.Usage.OutputTokens).ShouldBe(CountsOnTheWay);
        events.End().Reason.ShouldBe(FinishReason.Cut);
    }

    [Fact]
    public async Task A_missing_count_is_left_to_the_caller()
    {
        Simulator.Next(new SimPlan(Wire: ["no-usage"]));

        (await AskAsync()).End().Usage.ShouldBeNull();
    }

    [Fact]
    public async Task Reasoning_comes_apart_from_the_answer_and_is_counted_as_output()
    {
        Simulator.Next(new SimPlan(Tokens: 3, Reasons: true));

        var events = await AskAsync();

        events.Reasoning().ShouldBe("Let me think.");
        events.Text().ShouldBe("Привіт, це імітатор: ");
        events.End().Usage!.OutputTokens.ShouldBe(7);
        events.End().Usage!.ReasoningTokens.ShouldBe(4);
    }

    [Fact]
    public async Task A_picture_travels_beside_the_text()
    {
        Simulator.Next(new SimPlan());

        await Provider.StreamAsync(ProviderFixtures.Order("What is it?", new InputImage("image/png", new byte[] { 1, 2, 3 })), Ct).AllAsync(Ct);

        Simulator.Requests.Single().Body.ShouldContain(TurnWithPicture);
    }

    [Fact]
    public async Task A_temperature_goes_to_models_that_take_one_and_to_no_other()
    {
        if (TakesTemperature is { } open)
        {
            (await BodyOfAsync(ProviderFixtures.Order() with { Model = open, Temperature = 0.2 })).ShouldContain("\"temperature\":0.2");
            (await BodyOfAsync(ProviderFixtures.Order() with { Model = open })).ShouldNotContain("\"temperature\"");
        }

        if (RefusesTemperature is { } closed)
        {
            (await BodyOfAsync(ProviderFixtures.Order() with { Model = closed, Temperature = 0.2 })).ShouldNotContain("\"temperature\"");
        }
    }

    [Theory]
    [InlineData("400", "provider.invalid-request", RetryAdvice.TryAnotherRoute)]
    [InlineData("401", "provider.bad-key", RetryAdvice.TryAnotherRoute)]
    [InlineData("402", "provider.no-funds", RetryAdvice.TryAnotherRoute)]
    [InlineData("403", "provider.moderated", RetryAdvice.GiveUp)]
    [InlineData("404", "provider.model-gone", RetryAdvice.TryAnotherRoute)]
    [InlineData("413", "provider.context-too-long", RetryAdvice.GiveUp)]
    [InlineData("429", "provider.rate-limited", RetryAdvice.TryAgain)]
    [InlineData("500", "provider.failed", RetryAdvice.TryAgain)]
    [InlineData("502", "provider.failed", RetryAdvice.TryAgain)]
    [InlineData("503", "provider.overloaded", RetryAdvice.TryAgain)]
    [InlineData("html", "provider.garbage", RetryAdvice.TryAgain)]
    [InlineData("error-inside", "provider.overloaded", RetryAdvice.TryAgain)]
    [InlineData("error-event", "provider.failed", RetryAdvice.TryAgain)]
    [InlineData("empty", "provider.cut", RetryAdvice.TryAgain)]
    [InlineData("reset", "provider.unreachable", RetryAdvice.TryAgain)]
    public async Task A_refusal_is_told_in_our_words(string fault, string code, RetryAdvice retry)
    {
        Simulator.Next(new SimPlan(fault));

        var failure = await Should.ThrowAsync<ProviderException>(AskAsync);

        failure.Code.ShouldBe(code);
        failure.Retry.ShouldBe(retry);
        failure.RetryAfter.ShouldBeNull();
        failure.ToString().ShouldNotContain("sk-secret");
    }

    [Fact]
    public async Task The_wait_that_the_vendor_asks_for_is_passed_on()
    {
        Simulator.Next(new SimPlan("429", RetryAfter: 7));

        var failure = await Should.ThrowAsync<ProviderException>(AskAsync);

        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        await using var services = With(ProviderFixtures.DeadAddress());
        var provider = services.GetRequiredService<TextProviders>().Find(Id)!;

        var failure = await Should.ThrowAsync<ProviderException>(() => provider.StreamAsync(ProviderFixtures.Order(), Ct).AllAsync(Ct));

        failure.Code.ShouldBe("provider.unreachable");
    }

    [Theory]
    [InlineData("cut", "provider.cut")]
    [InlineData("garbage", "provider.garbage")]
    [InlineData("error-mid", "provider.failed")]
    public async Task Trouble_in_mid_answer_keeps_what_had_arrived(string fault, string code)
    {
        Simulator.Next(new SimPlan(fault, After: 3));
        var seen = new List<TextEvent>();

        var failure = await Should.ThrowAsync<ProviderException>(async () =>
        {
            await foreach (var step in Provider.StreamAsync(ProviderFixtures.Order(), Ct))
            {
                seen.Add(step);
            }
        });

        failure.Code.ShouldBe(code);
        seen.Text().ShouldBe("Привіт, це імітатор: ");
    }

    [Theory]
    [InlineData("cut", FinishReason.Cut)]
    [InlineData("garbage", FinishReason.Cut)]
    [InlineData("error-mid", FinishReason.Cut)]
    [InlineData("stall", FinishReason.Cut)]
    [InlineData("filter", FinishReason.Filtered)]
    public async Task After_the_first_output_the_router_ends_and_asks_nobody_again(string fault, FinishReason reason)
    {
        Simulator.Next(new SimPlan(fault, After: 3));

        var events = await RouteAsync();

        events[0].ShouldBe(new RouteChosen(Id, "sim-model"));
        events.Text().ShouldBe("Привіт, це імітатор: ");
        events.End().Reason.ShouldBe(reason);
        Simulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_output_limit_is_named()
    {
        Simulator.Next(new SimPlan("length"));

        (await AskAsync()).End().Reason.ShouldBe(FinishReason.Length);
    }

    [Fact]
    public async Task Silence_before_the_first_word_is_a_timeout()
    {
        Simulator.Next(new SimPlan("silence"));
        var clock = new StoppedClock();
        await using var services = With(AddressOf(Simulator), clock);
        var run = RouteAsync(services.GetRequiredService<TextRouter>());
        await Simulator.Asked.WaitAsync(TimeSpan.FromSeconds(60), Ct);

        clock.Advance(TimeSpan.FromSeconds(30));

        (await Should.ThrowAsync<ProviderException>(() => run)).Code.ShouldBe("provider.timeout");
        await Simulator.ClientLeft.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task An_answer_without_a_word_is_no_answer()
    {
        Simulator.Next(new SimPlan("nothing"), new SimPlan("nothing"), new SimPlan("nothing"));

        (await Should.ThrowAsync<ProviderException>(() => RouteAsync())).Code.ShouldBe("provider.empty");
    }

    [Fact]
    public async Task A_slow_drip_is_followed_to_its_end()
    {
        Simulator.Next(new SimPlan(Tokens: 5, Rate: 10, Wire: ["split"]));

        (await RouteAsync()).End().Reason.ShouldBe(FinishReason.Complete);
    }

    [Fact]
    public async Task A_cancel_closes_the_connection()
    {
        Simulator.Next(new SimPlan("stall", After: 2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in Provider.StreamAsync(ProviderFixtures.Order(), stop.Token))
            {
                if (step is TextDelta { Text: "це " })
                {
                    await stop.CancelAsync();
                }
            }
        });

        await Simulator.ClientLeft.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Leaving_between_two_words_closes_the_connection_too()
    {
        Simulator.Next(new SimPlan(Tokens: 100_000, Rate: 100));

        await foreach (var step in Provider.StreamAsync(ProviderFixtures.Order(), Ct))
        {
            break;
        }

        await Simulator.ClientLeft.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    protected Task<List<TextEvent>> AskAsync() => Provider.StreamAsync(ProviderFixtures.Order(), Ct).AllAsync(Ct);

    protected Task<List<TextEvent>> RouteAsync() => RouteAsync(Router);

    protected Task<List<TextEvent>> RouteAsync(TextRouter router) => router.StreamAsync(ProviderFixtures.Order(), [new TextRoute(Id, "sim-model")], Ct).AllAsync(Ct);

    protected async Task<string> BodyOfAsync(TextOrder order)
    {
        Simulator.Next(new SimPlan());
        await Provider.StreamAsync(order, Ct).AllAsync(Ct);
        return Simulator.Requests.Last().Body;
    }

    protected async Task GoneAsync(string model)
    {
        var order = ProviderFixtures.Order() with { Model = model };

        (await Should.ThrowAsync<ProviderException>(() => Provider.StreamAsync(order, Ct).AllAsync(Ct))).Code.ShouldBe("provider.model-gone");
    }

    private ServiceProvider With(string address, TimeProvider? clock = null) => ProviderFixtures.Services(new Dictionary<string, string?>
    {
        [$"Providers:{Section}:BaseUrl"] = address,
        [$"Providers:{Section}:ApiKey"] = "sk-test",
        [$"Providers:{Section}:FirstOutputTimeout"] = "00:00:30",
        [$"Providers:{Section}:SilenceTimeout"] = "00:00:01",
        ["Providers:Routing:FirstPause"] = "00:00:00.001",
    }, clock);
}
