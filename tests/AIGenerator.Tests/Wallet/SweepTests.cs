using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using AIGenerator.Wallet.Holds;
using AIGenerator.Wallet.Lots;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Wallet;

public sealed class SweepTests(SweepTests.World world) : IClassFixture<SweepTests.World>
{
    private static readonly JobRun Run = new(Guid.Empty, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sweep_books_the_end_of_lots_that_nobody_looks_at()
    {
        var workspace = await world.NewWorkspaceWithAsync(100, world.Clock.GetUtcNow().AddDays(1));
        world.Clock.Advance(TimeSpan.FromDays(1));

        await world.InScopeAsync<LotExpirySweepHandler>(handler => handler.HandleAsync(new LotExpirySweep(), Run, Ct));

        var entries = await world.InScopeAsync<AppDb, List<CauseKind>>(db =>
            db.Entries.Where(entry => entry.WorkspaceId == workspace).OrderBy(entry => entry.Id).Select(entry => entry.Kind).ToListAsync(Ct));
        entries.ShouldBe([CauseKind.Reward, CauseKind.Expiry]);
    }

    [Fact]
    public async Task A_hold_is_closed_as_its_owner_says_and_kept_where_nobody_knows()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var (failed, delivered, running, unknown) = (world.NewId(), world.NewId(), world.NewId(), world.NewId());
        foreach (var hold in new[] { failed, delivered, running, unknown })
        {
            await world.HoldAsync(workspace, hold, 20);
        }

        world.Owner.Work = [new(failed, Ended(failed, 0)), new(delivered, Ended(delivered, 15)), new(running, null)];

        await ExpireAsync();
        var soon = await world.BalanceOfAsync(workspace);
        world.Clock.Advance(OverdueHolds.Patience + TimeSpan.FromSeconds(1));
        await ExpireAsync();

        soon.Held.Value.ShouldBe(80);
        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(85), new Credits(40)));
    }

    private Task ExpireAsync() => world.InScopeAsync<HoldExpiryHandler>(handler => handler.HandleAsync(new HoldExpiry(), Run, Ct));

    private static HeldWorkEnd Ended(Guid hold, long cost) => new(new Credits(cost), WalletWorld.CauseOf(hold));

    public sealed class World(TestPostgres server) : WalletWorld(server)
    {
        internal StatedOwner Owner { get; } = new();

        protected override void Configure(IServiceCollection services) => services.AddSingleton<IHoldOwner>(Owner);
    }

    internal sealed class StatedOwner : IHoldOwner
    {
        public IReadOnlyList<HeldWork> Work { get; set; } = [];

        public Task<IReadOnlyList<HeldWork>> WorkOfAsync(IReadOnlyList<Guid> holds, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<HeldWork>>([.. Work.Where(work => holds.Contains(work.Hold))]);
    }
}
