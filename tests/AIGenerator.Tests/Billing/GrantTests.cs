using AIGenerator.Billing;
using AIGenerator.Billing.Grants;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Wallet;
using AIGenerator.Wallet;
using AIGenerator.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Billing;

public sealed class GrantTests(WalletWorld world) : IClassFixture<WalletWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_workspace_starts_with_the_months_free_credits_or_does_not_exist()
    {
        var (kept, undone) = (world.NewWorkspace(), world.NewWorkspace());

        await CreateAsync(kept, isCommitted: true);
        await CreateAsync(undone, isCommitted: false);

        var lot = (await world.CallAsync(wallet => wallet.LotsOfAsync(kept, Ct))).ShouldHaveSingleItem();
        lot.ShouldBe(new LotBalance(LotSource.Plan, new Credits(100), GrantMonth.Of(world.Clock.GetUtcNow()).End));
        (await world.BalanceOfAsync(undone)).Total.Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_month_is_given_once_and_ends_with_the_month()
    {
        var workspace = world.NewWorkspace();
        var month = GrantMonth.Of(world.Clock.GetUtcNow());

        (await GiveAsync(workspace, month)).ShouldBeTrue();
        (await GiveAsync(workspace, month)).ShouldBeFalse();
        world.Clock.Advance(month.End - world.Clock.GetUtcNow());
        var atTheEnd = await world.BalanceOfAsync(workspace);
        (await GiveAsync(workspace, GrantMonth.Of(world.Clock.GetUtcNow()))).ShouldBeTrue();

        atTheEnd.Total.Value.ShouldBe(0);
        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(100);
    }

    [Fact]
    public async Task Credits_that_came_from_elsewhere_than_a_plan_open_every_model_while_they_last()
    {
        var workspace = world.NewWorkspace();
        await GiveAsync(workspace, GrantMonth.Of(world.Clock.GetUtcNow()));

        (await IncludesAsync(workspace, "free")).ShouldBeTrue();
        (await IncludesAsync(workspace, "starter")).ShouldBeFalse();
        await world.GrantAsync(workspace, 10);
        (await IncludesAsync(workspace, "starter")).ShouldBeTrue();
        (await IncludesAsync(workspace, "business")).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(() => IncludesAsync(workspace, "gold"));
    }

    [Fact]
    public async Task The_monthly_job_reaches_every_workspace_and_a_late_one_gives_nothing()
    {
        var month = GrantMonth.Of(world.Clock.GetUtcNow());
        var late = new MonthlyGrants(GrantMonth.Of(world.Clock.GetUtcNow().AddMonths(-1)).ToString());
        var owner = new UserId(world.NewId());
        await world.ExecuteAsync("delete from workspaces.workspaces");
        var workspaces = await AddWorkspacesAsync(owner, 3);

        await HandleAsync(late);
        await HandleAsync(new MonthlyGrants(month.ToString()));
        await HandleAsync(new MonthlyGrants(month.ToString()));

        foreach (var workspace in workspaces)
        {
            (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(100);
        }
    }

    private async Task<IReadOnlyList<WorkspaceId>> AddWorkspacesAsync(UserId owner, int count)
    {
        var added = new List<WorkspaceId>();
        for (var i = 0; i < count; i++)
        {
            added.Add(world.NewWorkspace());
            await world.ExecuteAsync(
                "insert into workspaces.workspaces (id, kind, owner_id, name, created_at) values ($1, 'Team', $2, 'Test', now())",
                added[^1].Value,
                owner.Value);
        }

        return added;
    }

    private async Task CreateAsync(WorkspaceId workspace, bool isCommitted)
    {
        await using var scope = world.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await scope.ServiceProvider.GetRequiredService<IEvents>().RaiseAsync(
            new WorkspaceCreated(workspace, new UserId(world.NewId()), IsPersonal: false, world.Clock.GetUtcNow()), Ct);
        await db.SaveChangesAsync(Ct);
        if (isCommitted)
        {
            await transaction.CommitAsync(Ct);
        }
    }

    private Task<bool> GiveAsync(WorkspaceId workspace, GrantMonth month) =>
        world.InScopeAsync<FreeGrant, bool>(grant => grant.GiveAsync(workspace, month, Ct));

    private Task<bool> IncludesAsync(WorkspaceId workspace, string plan) =>
        world.InScopeAsync<IPlans, bool>(plans => plans.IncludesAsync(workspace, plan, Ct));

    private Task HandleAsync(MonthlyGrants job) =>
        world.InScopeAsync<MonthlyGrantsHandler>(handler => handler.HandleAsync(job, new JobRun(Guid.Empty, 1), Ct));
}
