using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>The modules with simulated vendors behind them, and people who pay.</summary>
public sealed class ContextServices(TestPostgres server) : TestServices(server)
{
    public Simulator Vendors { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Providers:BuiltIn:Pace", "00:00:00"),
        new("Providers:OpenRouter:BaseUrl", Vendors.OpenRouter), new("Providers:OpenRouter:ApiKey", "sk-test"),
        new("Providers:Anthropic:BaseUrl", Vendors.Anthropic), new("Providers:Anthropic:ApiKey", "sk-test"),
        new("Providers:Google:BaseUrl", Vendors.Google), new("Providers:Google:ApiKey", "sk-test"),
        new("Providers:Tavily:BaseUrl", Vendors.Search("tavily")), new("Providers:Tavily:ApiKey", "tvly-test"),
        new("Providers:OpenAICompatible:BaseUrl", Vendors.OpenAI), new("Providers:OpenAICompatible:Models", "sim-model"),
    ];

    public override async ValueTask InitializeAsync()
    {
        Vendors = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Vendors.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody who is signed in and has tokens.</summary>
    public async Task<CurrentUser> PersonAsync(long credits = 1_000_000)
    {
        var user = new CurrentUser();
        user.SignedIn(new UserId(ChatPerson.NewId()), "Olena", false);
        user.ActsFor(new WorkspaceId(ChatPerson.NewId()), WorkspaceRole.Admin);
        await InScopeAsync<IWallet, bool>(wallet => wallet.GrantAsync(
            user.WorkspaceId, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, user.WorkspaceId.ToString()), null, CancellationToken.None));
        return user;
    }

    public Task<CreditsLeft> BalanceAsync(CurrentUser user) => InScopeAsync<IWallet, CreditsLeft>(async wallet =>
    {
        var balance = await wallet.BalanceOfAsync(user.WorkspaceId, CancellationToken.None);
        return new CreditsLeft(balance.Available.Value, balance.Held.Value);
    });

    internal async Task<PostMessageResponse> AskAsync(CurrentUser user, Ask ask, params SimPlan[] plans)
    {
        Vendors.Next(plans);
        var result = await InScopeAsync<AskHandler, Result<PostMessageResponse>>(handler => handler.HandleAsync(ChatPerson.NewId(), user, ask, CancellationToken.None));
        result.Ok(out var posted, out var refusal).ShouldBeTrue(refusal?.Code);
        await EndAsync(posted!.GenerationId);
        return posted;
    }

    internal async Task<Result<CompactResponse>> TryCompactAsync(CurrentUser user, Guid chat, CompactRequest? request = null, Guid? key = null)
    {
        await using var scope = Scope();
        var compact = ActivatorUtilities.CreateInstance<CompactChat>(scope.ServiceProvider, user);
        return await compact.BeginAsync(key ?? ChatPerson.NewId(), chat, request ?? new CompactRequest(), CancellationToken.None);
    }

    internal async Task<CompactResponse> CompactAsync(CurrentUser user, Guid chat, params SimPlan[] plans)
    {
        Vendors.Next(plans);
        (await TryCompactAsync(user, chat)).Ok(out var begun, out var refusal).ShouldBeTrue(refusal?.Code);
        await EndAsync(begun!.GenerationId);
        return begun;
    }

    public async Task EndAsync(Guid generation)
    {
        if (Provider.GetRequiredService<LiveTexts>().TryGet(generation, out var live))
        {
            await live.Ended.Task;
        }
    }
}

public sealed record CreditsLeft(long Available, long Held);
