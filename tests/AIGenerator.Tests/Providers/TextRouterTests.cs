using System.Runtime.CompilerServices;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

public sealed class TextRouterTests
{
    private static readonly TextRoute[] Routes = [new("one", "m1"), new("two", "m2")];

    private readonly StoppedClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_route_serves_when_the_first_refuses()
    {
        var one = new Scripted("one", [ProviderErrors.NoFunds()]);
        var two = new Scripted("two", ["Hi"]);

        var events = await RunAsync(one, two);

        events.ShouldBe([new RouteChosen("two", "m2", new TextFallback("one", "provider.no-funds")), new TextDelta("Hi"), new TextFinished(FinishReason.Complete, null)]);
        two.Models.ShouldBe(["m2"]);
    }

    [Fact]
    public async Task No_money_is_not_asked_for_twice()
    {
        var one = new Scripted("one", [ProviderErrors.NoFunds()], ["never"]);

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(one));

        failure.Code.ShouldBe("provider.no-funds");
        one.Models.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_route_without_a_configured_provider_is_passed_over()
    {
        var two = new Scripted("two", ["Hi"]);

        (await RunAsync(two)).Text().ShouldBe("Hi");
    }

    [Fact]
    public async Task Without_any_route_the_failure_says_so()
    {
        (await Should.ThrowAsync<ProviderException>(() => RunAsync())).Code.ShouldBe("provider.not-configured");
    }

    [Fact]
    public async Task What_everybody_will_refuse_is_asked_once()
    {
        var one = new Scripted("one", [ProviderErrors.Moderated()]);
        var two = new Scripted("two", ["never"]);

        await Should.ThrowAsync<ProviderException>(() => RunAsync(one, two));

        two.Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_tried_after_the_first_output()
    {
        var one = new Scripted("one", ["Half", ProviderErrors.Overloaded()], ["never"]);
        var two = new Scripted("two", ["never"]);

        var events = await RunAsync(one, two);

        events.ShouldBe([new RouteChosen("one", "m1"), new TextDelta("Half"), new TextFinished(FinishReason.Cut, null)]);
        two.Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_vendors_wait_is_kept_to_the_second()
    {
        var one = new Scripted("one", [ProviderErrors.RateLimited(TimeSpan.FromSeconds(7))], ["Hi"]);
        var run = RunAsync(one);

        _clock.Advance(TimeSpan.FromSeconds(6.9));
        one.Models.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        (await run).Text().ShouldBe("Hi");
    }

    [Fact]
    public async Task A_wait_beyond_the_bound_goes_to_the_next_route_at_once()
    {
        var one = new Scripted("one", [ProviderErrors.RateLimited(TimeSpan.FromMinutes(5))], ["never"]);
        var two = new Scripted("two", ["Hi"]);

        (await RunAsync(one, two)).Text().ShouldBe("Hi");
    }

    [Fact]
    public async Task A_cancel_during_the_wait_tries_nothing_more()
    {
        var one = new Scripted("one", [ProviderErrors.RateLimited(TimeSpan.FromSeconds(7))], ["never"]);
        var two = new Scripted("two", ["never"]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = RunAsync(stop.Token, one, two);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        one.Models.Count.ShouldBe(1);
        two.Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancel_before_the_first_output_tries_nothing_more()
    {
        var one = new Scripted("one", [Scripted.Silence]);
        var two = new Scripted("two", ["never"]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = RunAsync(stop.Token, one, two);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        two.Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_before_the_first_output_gives_the_next_route_its_turn()
    {
        var one = new Scripted("one", [Scripted.Silence]);
        var two = new Scripted("two", ["Hi"]);
        var run = RunAsync(one, two);

        _clock.Advance(TextTimeouts.Default.FirstOutput);

        (await run)[0].ShouldBe(new RouteChosen("two", "m2", new TextFallback("one", "provider.timeout")));
    }

    [Fact]
    public async Task Silence_in_mid_answer_ends_it_as_cut()
    {
        var one = new Scripted("one", ["Half", Scripted.Silence]);
        var run = RunAsync(one);

        _clock.Advance(TextTimeouts.Default.Silence);

        (await run).End().Reason.ShouldBe(FinishReason.Cut);
    }

    private Task<List<TextEvent>> RunAsync(params Scripted[] providers) => RunAsync(Ct, providers);

    private async Task<List<TextEvent>> RunAsync(CancellationToken ct, params Scripted[] providers)
    {
        await using var services = ProviderFixtures.Services(new Dictionary<string, string?>(), _clock, [.. providers]);
        return await services.GetRequiredService<TextRouter>().StreamAsync(ProviderFixtures.Order(), Routes, ct).AllAsync(ct);
    }

    /// <summary>A provider that does what it is told: one list of steps for each attempt.</summary>
    private sealed class Scripted(string id, params object[][] attempts) : ITextProvider
    {
        public static readonly object Silence = new();

        public string Id => id;

        public bool IsConfigured => true;

        public List<string> Models { get; } = [];

        public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
        {
            Models.Add(order.Model);
            foreach (var step in attempts[Models.Count - 1])
            {
                switch (step)
                {
                    case ProviderException failure:
                        throw failure;
                    case string text:
                        yield return new TextDelta(text);
                        break;
                    default:
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                        break;
                }
            }

            yield return new TextFinished(FinishReason.Complete, null);
        }
    }
}
