using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio;

/// <summary>The host with a vendor of pictures, at a public address that the vendor could report to.</summary>
public class ReportedApp(TestPostgres server) : TestApp(server)
{
    public Simulator Vendor { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("RateLimits:Enabled", "false"), new("APP_URL", "https://ai.example"), .. VendorSettings];

    protected virtual IEnumerable<KeyValuePair<string, string>> VendorSettings => [new("REPLICATE_BASE_URL", Vendor.Replicate), new("REPLICATE_API_TOKEN", "r8-test")];

    public override async ValueTask InitializeAsync()
    {
        Vendor = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Credits for the workspace that was made last.</summary>
    public async Task<WorkspaceId> FundAsync(CancellationToken ct)
    {
        await using var scope = Scope();
        var workspace = new WorkspaceId(await scope.ServiceProvider.GetRequiredService<AppDb>().Database.SqlQuery<Guid>($"select id as \"Value\" from workspaces.workspaces order by id desc limit 1").SingleAsync(ct));
        await scope.ServiceProvider.GetRequiredService<IWallet>().GrantAsync(workspace, new Credits(1_000_000), LotSource.Bonus, new Cause(CauseKind.Adjustment, "reported"), null, ct);
        return workspace;
    }

    /// <summary>What the workspace has and what is set aside, the books in order.</summary>
    public async Task<(Credits Available, Credits Held)> BalanceAsync(WorkspaceId workspace, CancellationToken ct)
    {
        await using var scope = Scope();
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        (await wallet.FindImbalancesAsync(ct)).ShouldBeEmpty();
        var balance = await wallet.BalanceOfAsync(workspace, ct);
        return (balance.Available, balance.Held);
    }
}
