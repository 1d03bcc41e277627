using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>The host with a vendor that says what it is told to say, a search that finds it, and somebody who is signed in.</summary>
public sealed class HostileApp(TestPostgres server) : TestApp(server)
{
    public Simulator Vendor { get; private set; } = null!;

    public HttpClient Person { get; private set; } = null!;

    /// <summary>A chat by somebody who means no harm, to compare with.</summary>
    public Guid? PlainChat { get; set; }

    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("RateLimits:Enabled", "false"), new("Chat:Titles:Enabled", "false"), new("Providers:BuiltIn:Pace", "00:00:00"),
        new("OPENAI_COMPATIBLE_BASE_URL", Vendor.OpenAI), new("OPENAI_COMPATIBLE_MODELS", "sim-model"),
        new("Providers:Tavily:BaseUrl", Vendor.Search("tavily")), new("Providers:Tavily:ApiKey", "tvly-test"),
    ];

    public override async ValueTask InitializeAsync()
    {
        Vendor = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
        Person = Browser();
        await Person.RegisterAsync();
        Person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await using var scope = Scope();
        var workspace = await scope.ServiceProvider.GetRequiredService<AppDb>().Database.SqlQuery<Guid>($"select workspace_id as \"Value\" from workspaces.members").SingleAsync();
        var cause = new Cause(CauseKind.Adjustment, "hostile");
        await scope.ServiceProvider.GetRequiredService<IWallet>().GrantAsync(new WorkspaceId(workspace), new Credits(1_000_000), LotSource.Bonus, cause, null, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        Person.Dispose();
        await base.DisposeAsync();
        await Vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
