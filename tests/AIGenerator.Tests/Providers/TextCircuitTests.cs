using System.Runtime.CompilerServices;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Providers.Text.Health;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

public sealed class TextCircuitTests : IAsyncDisposable
{
    private static readonly TextRoute First = new("one", "m1");
    private static readonly TextRoute Second = new("two", "m2");

    private readonly StoppedClock _clock = new();
    private readonly Vendor _one;
    private readonly Vendor _two;
    private readonly ServiceProvider _services;

    public TextCircuitTests()
    {
        _one = new Vendor("one", _clock);
        _two = new Vendor("two", _clock);
        _services = ProviderFixtures.Services(new Dictionary<string, string?> { ["Providers:Routing:AttemptsPerRoute"] = "1" }, _clock, _one, _two);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TextHealthBoard Board => _services.GetRequiredService<TextHealthBoard>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Three_failures_in_a_row_and_it_is_passed_over_for_half_a_minute()
    {
        _one.Fault = ProviderErrors.Overloaded();
        for (var time = 0; time < 3; time++)
        {
            (await AskAsync()).Provider.ShouldBe("two");
        }

        var chosen = await AskAsync();

        chosen.ShouldBe(new RouteChosen("two", "m2", new TextFallback("one", "provider.overloaded")));
        _one.Asked.ShouldBe(3);
        Board.Of(First).ShouldBe(new TextHealth(HealthState.Down, "provider.overloaded", _clock.GetUtcNow() + TimeSpan.FromSeconds(30)));
        Board.Of([First, Second]).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task A_success_in_between_starts_the_count_anew()
    {
        foreach (var fault in (ProviderException?[])[ProviderErrors.Failed(), ProviderErrors.Failed(), null, ProviderErrors.Failed(), ProviderErrors.Failed()])
        {
            _one.Fault = fault;
            await AskAsync();
        }

        Board.Of(First).ShouldBe(new TextHealth(HealthState.Ok, "provider.failed", null, Board.Of(First).FirstOutput));
        await AskAsync();
        _one.Asked.ShouldBe(6);
    }

    [Fact]
    public async Task Then_one_request_sees_whether_it_is_over_while_the_others_go_elsewhere()
    {
        await OpenAsync(ProviderErrors.Failed());
        _clock.Advance(TimeSpan.FromSeconds(30));
        _one.Fault = null;
        _one.Gate = new TaskCompletionSource();

        var probe = AskAsync();
        (await AskAsync()).Provider.ShouldBe("two");
        _one.Gate.SetResult();

        (await probe).ShouldBe(new RouteChosen("one", "m1"));
        (await AskAsync()).Provider.ShouldBe("one");
        Board.Of(First).LastError.ShouldBeNull();
    }

    [Fact]
    public async Task A_probe_that_fails_opens_it_again()
    {
        await OpenAsync(ProviderErrors.Failed());
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await AskAsync()).Provider.ShouldBe("two");
        var asked = _one.Asked;

        _clock.Advance(TimeSpan.FromSeconds(29));
        await AskAsync();
        _one.Asked.ShouldBe(asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AskAsync();
        _one.Asked.ShouldBe(asked + 1);
    }

    [Fact]
    public async Task A_probe_that_a_person_stops_leaves_the_next_one_its_turn()
    {
        await OpenAsync(ProviderErrors.Failed());
        _clock.Advance(TimeSpan.FromSeconds(30));
        _one.Fault = null;
        _one.Gate = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var probe = AskAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => probe);

        _one.Gate = null;

        (await AskAsync()).Provider.ShouldBe("one");
    }

    [Theory]
    [InlineData("provider.no-funds")]
    [InlineData("provider.bad-key")]
    public async Task What_a_person_must_mend_is_enough_once_and_for_longer(string code)
    {
        _one.Fault = code == "provider.no-funds" ? ProviderErrors.NoFunds() : ProviderErrors.BadKey();
        await AskAsync();
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        await AskAsync();

        _one.Asked.ShouldBe(1);
        Board.Of(new TextRoute("one", "another-model")).LastError.ShouldBe(code);
        _clock.Advance(TimeSpan.FromMinutes(0.1));
        await AskAsync();
        _one.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_model_that_is_gone_leaves_the_providers_other_models_alone()
    {
        _one.Fault = ProviderErrors.ModelGone();
        await AskAsync();

        Board.Of(First).State.ShouldBe(HealthState.Down);
        Board.Of(new TextRoute("one", "other")).State.ShouldBe(HealthState.Ok);
        _one.Fault = null;
        (await AskAsync(Ct, new TextRoute("one", "other"), Second)).Provider.ShouldBe("one");
        (await AskAsync()).Provider.ShouldBe("two");
    }

    [Fact]
    public async Task One_broken_model_does_not_take_the_providers_others_with_it()
    {
        var sound = new TextRoute("one", "sound");
        for (var time = 0; time < 4; time++)
        {
            _one.Fault = ProviderErrors.Failed();
            await AskAsync();
            _one.Fault = null;
            (await AskAsync(Ct, sound, Second)).Provider.ShouldBe("one");
        }

        Board.Of(First).State.ShouldBe(HealthState.Down);
        Board.Of(sound).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task A_long_wait_that_the_vendor_asks_for_is_kept()
    {
        _one.Fault = ProviderErrors.RateLimited(TimeSpan.FromMinutes(2));
        await AskAsync();

        _clock.Advance(TimeSpan.FromSeconds(119));
        await AskAsync();
        _one.Asked.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AskAsync();
        _one.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_used_up_quota_of_the_day_is_its_models_alone()
    {
        _one.Fault = ProviderErrors.RateLimited(TimeSpan.FromHours(1));
        for (var time = 1; time <= 4; time++)
        {
            (await AskAsync()).Provider.ShouldBe("two");
            _clock.Advance(TimeSpan.FromMinutes(5));
        }

        await AskAsync(Ct, new TextRoute("one", "exhausted-too"), Second);
        _one.Asked.ShouldBe(5);

        Board.Of(First).ShouldBe(new TextHealth(HealthState.Down, "provider.rate-limited", _clock.GetUtcNow()));
        Board.Of(new TextRoute("one", "fresh")).ShouldBe(new TextHealth(HealthState.Ok));
        _one.Fault = null;
        (await AskAsync(Ct, new TextRoute("one", "fresh"), Second)).Provider.ShouldBe("one");
    }

    [Theory]
    [InlineData("provider.cut")]
    [InlineData("provider.timeout")]
    [InlineData("provider.garbage")]
    public async Task Answers_that_break_off_count_though_each_of_them_had_begun(string code)
    {
        _one.Break = code switch
        {
            "provider.cut" => ProviderErrors.Cut(),
            "provider.timeout" => ProviderErrors.Timeout(),
            _ => ProviderErrors.Garbage(),
        };
        for (var time = 0; time < 3; time++)
        {
            (await AskAsync()).Provider.ShouldBe("one");
        }

        (await AskAsync()).ShouldBe(new RouteChosen("two", "m2", new TextFallback("one", code)));
        Board.Of(First).ShouldBe(new TextHealth(HealthState.Down, code, _clock.GetUtcNow() + TimeSpan.FromSeconds(30), Board.Of(First).FirstOutput));

        // The one that sees whether it is over breaks, too.
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await AskAsync()).Provider.ShouldBe("one");
        (await AskAsync()).Provider.ShouldBe("two");
    }

    [Fact]
    public async Task A_whole_answer_makes_good_for_those_that_broke_off()
    {
        foreach (var trouble in (ProviderException?[])[ProviderErrors.Cut(), ProviderErrors.Cut(), null, ProviderErrors.Cut(), ProviderErrors.Cut()])
        {
            _one.Break = trouble;
            (await AskAsync()).Provider.ShouldBe("one");
        }

        (await AskAsync()).Provider.ShouldBe("one");
    }

    [Fact]
    public async Task An_answer_that_a_filter_or_a_person_ends_blames_nobody()
    {
        _one.Break = ProviderErrors.Moderated();
        for (var time = 0; time < 4; time++)
        {
            (await AskAsync()).Provider.ShouldBe("one");
        }

        var router = _services.GetRequiredService<TextRouter>();
        for (var time = 0; time < 4; time++)
        {
            await foreach (var step in router.StreamAsync(ProviderFixtures.Order(), [First, Second], Ct))
            {
                if (step is TextDelta)
                {
                    break;
                }
            }
        }

        Board.Of(First).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task What_a_request_brings_about_itself_blames_nobody()
    {
        ProviderException[] faults = [ProviderErrors.InvalidRequest(), ProviderErrors.Empty(), ProviderErrors.InvalidRequest(), ProviderErrors.Empty()];
        foreach (var fault in faults)
        {
            _one.Fault = fault;
            await AskAsync();
        }

        _one.Asked.ShouldBe(4);
        Board.Of(First).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task Where_everything_is_down_the_least_bad_one_is_asked_all_the_same()
    {
        await OpenAsync(ProviderErrors.NoFunds());
        _two.Fault = ProviderErrors.Overloaded();
        for (var time = 0; time < 3; time++)
        {
            await Should.ThrowAsync<ProviderException>(() => AskAsync());
        }

        Board.Of([First, Second]).ShouldBe(Board.Of(First));
        _two.Fault = null;
        var asked = _one.Asked;

        (await AskAsync()).ShouldBe(new RouteChosen("two", "m2", new TextFallback("one", "provider.no-funds")));
        _one.Asked.ShouldBe(asked);
        Board.Of([First, Second]).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task The_only_route_is_asked_however_often_it_failed()
    {
        _one.Fault = ProviderErrors.BadKey();
        for (var time = 1; time <= 5; time++)
        {
            (await Should.ThrowAsync<ProviderException>(() => AskAsync(Ct, First))).Code.ShouldBe("provider.bad-key");
            _one.Asked.ShouldBe(time);
        }

        _one.Fault = null;
        (await AskAsync(Ct, First)).ShouldBe(new RouteChosen("one", "m1"));
    }

    [Fact]
    public async Task Speed_is_the_last_hours_and_a_waiting_reader_makes_it_slow()
    {
        foreach (var seconds in (int[])[1, 40, 20, 16, 18])
        {
            _one.Slowness = TimeSpan.FromSeconds(seconds);
            await AskAsync();
        }

        var health = Board.Of(First);
        health.State.ShouldBe(HealthState.Slow);
        health.FirstOutput.ShouldBe(new FirstOutputTimes(TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(40), 5));
        Board.All.Select(line => (line.Provider, line.UpstreamModel)).ShouldBe([("one", null), ("one", "m1")]);

        _clock.Advance(TimeSpan.FromHours(1));
        Board.Of(First).ShouldBe(new TextHealth(HealthState.Ok));
    }

    [Fact]
    public void A_model_without_a_route_is_down() => Board.Of([]).ShouldBe(new TextHealth(HealthState.Down, "provider.not-configured"));

    private async Task OpenAsync(ProviderException fault)
    {
        _one.Fault = fault;
        for (var time = 0; time < 3; time++)
        {
            await AskAsync();
        }

        Board.Of(First).State.ShouldBe(HealthState.Down);
    }

    private Task<RouteChosen> AskAsync() => AskAsync(Ct);

    private async Task<RouteChosen> AskAsync(CancellationToken ct, params TextRoute[] routes)
    {
        var router = _services.GetRequiredService<TextRouter>();
        var events = await router.StreamAsync(ProviderFixtures.Order(), routes.Length == 0 ? [First, Second] : routes, ct).AllAsync(ct);
        return events[0].ShouldBeOfType<RouteChosen>();
    }

    /// <summary>A vendor that fails while it has a fault, and answers when its gate opens.</summary>
    private sealed class Vendor(string id, StoppedClock clock) : ITextProvider
    {
        public string Id => id;

        public bool IsConfigured => true;

        public int Asked { get; private set; }

        public ProviderException? Fault { get; set; }

        /// <summary>What ends an answer after its first word.</summary>
        public ProviderException? Break { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TimeSpan Slowness { get; set; }

        public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
        {
            Asked++;
            if (Fault is not null)
            {
                throw Fault;
            }

            if (Gate is not null)
            {
                await Gate.Task.WaitAsync(ct);
            }

            clock.Advance(Slowness);
            yield return new TextDelta("Hi");
            if (Break is not null)
            {
                throw Break;
            }

            yield return new TextFinished(FinishReason.Complete, null);
        }
    }
}
