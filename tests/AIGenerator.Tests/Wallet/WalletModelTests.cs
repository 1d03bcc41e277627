using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Wallet;
using FsCheck;
using FsCheck.Fluent;

namespace AIGenerator.Tests.Wallet;

/// <summary>Any interleaving of what can happen to a wallet, played against the database and against a model of a few lines.</summary>
public sealed class WalletModelTests(WalletWorld world) : IClassFixture<WalletWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_interleaving_keeps_the_books_balanced_and_agrees_with_the_model()
    {
        var property = Prop.ForAll(Arb.From(Steps, Shrink), steps => PlayAsync(steps).GetAwaiter().GetResult());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(40), property);
    }

    private static Gen<Step[]> Steps =>
        from size in Gen.Choose(5, 30)
        from steps in Gen.ArrayOf(
            from action in Gen.Frequency((3, Gen.Constant(Act.Grant)), (6, Gen.Constant(Act.Hold)), (4, Gen.Constant(Act.Settle)),
                (2, Gen.Constant(Act.Release)), (3, Gen.Constant(Act.Wait)), (2, Gen.Constant(Act.Adjust)), (1, Gen.Constant(Act.Repeat)))
            from amount in Gen.Choose(0, 40)
            from which in Gen.Choose(0, 7)
            select new Step(action, amount, which),
            size)
        select steps;

    private static IEnumerable<Step[]> Shrink(Step[] steps) => Enumerable.Range(0, steps.Length).Select(skip => steps.Where((_, i) => i != skip).ToArray());

    private async Task PlayAsync(Step[] steps)
    {
        var game = new Game(world, new WalletLikeness(world.Clock));
        for (var i = 0; i < steps.Length; i++)
        {
            await game.PlayAsync(steps[i]);
            await game.CompareAsync($"step {i}: {steps[i]} of {string.Join(", ", steps.Take(i))}");
        }

        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    internal enum Act
    {
        Grant,
        Hold,
        Settle,
        Release,
        Wait,
        Adjust,
        Repeat,
    }

    internal sealed record Step(Act Action, int Amount, int Which);

    private sealed class Game(WalletWorld world, WalletLikeness model)
    {
        private readonly WorkspaceId _workspace = world.NewWorkspace();
        private readonly List<Guid> _holds = [];
        private readonly List<(Credits Amount, DateTimeOffset? End, string Key)> _grants = [];

        public Task PlayAsync(Step step) => step.Action switch
        {
            Act.Grant => GrantAsync(step.Amount + 1, step.Which),
            Act.Hold => HoldAsync(step.Amount),
            Act.Settle when _holds.Count > 0 => SettleAsync(_holds[step.Which % _holds.Count], step.Amount),
            Act.Release when _holds.Count > 0 => ReleaseAsync(_holds[step.Which % _holds.Count]),
            Act.Wait => WaitAsync(step.Which),
            Act.Adjust => AdjustAsync(step.Amount - 20),
            Act.Repeat when _grants.Count > 0 => RepeatAsync(_grants[step.Which % _grants.Count]),
            Act.Settle or Act.Release or Act.Repeat => Task.CompletedTask,
        };

        public async Task CompareAsync(string where)
        {
            var balance = await world.BalanceOfAsync(_workspace);
            var lots = await world.CallAsync(wallet => wallet.LotsOfAsync(_workspace, Ct));

            model.Expire();
            balance.Total.Value.ShouldBe(model.Balance, where);
            balance.Held.Value.ShouldBe(model.Held, where);
            balance.Available.Value.ShouldBeGreaterThanOrEqualTo(0, where);
            lots.Select(lot => lot.Remaining.Value).ShouldBe(model.LotsInSpendingOrder, where);
        }

        private async Task GrantAsync(int amount, int minutes)
        {
            DateTimeOffset? end = minutes == 0 ? null : world.Clock.GetUtcNow().AddMinutes(minutes);
            _grants.Add((new Credits(amount), end, world.NewId().ToString()));
            model.Grant(amount, end);
            (await world.GrantAsync(_workspace, amount, end, _grants[^1].Key)).ShouldBeTrue();
        }

        private async Task RepeatAsync((Credits Amount, DateTimeOffset? End, string Key) grant) =>
            (await world.GrantAsync(_workspace, grant.Amount.Value, grant.End, grant.Key)).ShouldBeFalse();

        private async Task HoldAsync(int amount)
        {
            _holds.Add(world.NewId());
            (await world.HoldAsync(_workspace, _holds[^1], amount)).ShouldBe(model.Hold(_holds[^1], amount));
            if (!model.Knows(_holds[^1]))
            {
                _holds.RemoveAt(_holds.Count - 1);
            }
        }

        private async Task SettleAsync(Guid hold, int cost) => (await world.SettleAsync(hold, cost)).ShouldBe(model.Settle(hold, cost));

        private async Task ReleaseAsync(Guid hold)
        {
            model.Release(hold);
            await world.ReleaseAsync(hold);
        }

        private Task WaitAsync(int minutes)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(minutes));
            return Task.CompletedTask;
        }

        private async Task AdjustAsync(int amount)
        {
            if (amount == 0)
            {
                return;
            }

            var result = await world.CallAsync(wallet =>
                wallet.AdjustAsync(new Adjustment(_workspace, new Credits(amount), "Test", world.NewId().ToString(), null), Ct));
            result.Ok(out _, out _).ShouldBe(model.Adjust(amount));
        }
    }
}
