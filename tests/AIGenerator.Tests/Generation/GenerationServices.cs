using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Generation;

public class GenerationServices(TestPostgres server) : TestServices(server)
{
    public ScriptedProvider Vendor { get; } = new();

    public Notebook Notebook { get; } = new();

    public T Get<T>()
        where T : notnull => Provider.GetRequiredService<T>();

    /// <summary>A paid model of the catalogue whose answers this test writes.</summary>
    public (TextModel Model, ScriptedProvider.Script Script) Model()
    {
        var script = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        var model = Get<IModelCatalogue>().TextModels.First(m => m.Price is not null && m.State == ModelState.Active);
        return (model with { Routes = [new ModelRoute(Vendor.Id, script)] }, Vendor.For(script));
    }

    public async Task<WorkspaceId> WorkspaceAsync(long credits)
    {
        var workspace = new WorkspaceId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        if (credits > 0)
        {
            await InScopeAsync<IWallet, bool>(wallet => wallet.GrantAsync(
                workspace, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, workspace.ToString()), null, CancellationToken.None));
        }

        return workspace;
    }

    public async Task<Result<AcceptedText>> AcceptAsync(TextRequest request)
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var accepted = await scope.ServiceProvider.GetRequiredService<ITextGenerations>().AcceptAsync(request, CancellationToken.None);
        if (accepted.Ok(out _, out _))
        {
            await transaction.CommitAsync();
        }

        return accepted;
    }

    public TextRequest Request(WorkspaceId workspace, TextModel model, Guid? id = null) =>
        new(id ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), workspace, Notebook.Kind, model, 50);

    /// <summary>Accepted, committed and running on this node.</summary>
    internal async Task<(AcceptedText Accepted, LiveText Live)> StartAsync(WorkspaceId workspace, TextModel model)
    {
        var result = await AcceptAsync(Request(workspace, model));
        result.Ok(out var accepted, out var refusal).ShouldBeTrue(refusal?.Code);
        await InScopeAsync<ITextGenerations>(texts =>
        {
            texts.Start(accepted!, new TextPrompt(null, [new TextTurn(TurnRole.User, "Hello")], ReasoningEffort.Default, null), new LiveMarkdown());
            return Task.CompletedTask;
        });
        Get<LiveTexts>().TryGet(accepted!.Id, out var live).ShouldBeTrue();
        return (accepted, live!);
    }

    public Task<Balance> BalanceAsync(WorkspaceId workspace) => InScopeAsync<IWallet, Balance>(wallet => wallet.BalanceOfAsync(workspace, CancellationToken.None));

    public Task<IReadOnlyList<string>> ImbalancesAsync() => InScopeAsync<IWallet, IReadOnlyList<string>>(wallet => wallet.FindImbalancesAsync(CancellationToken.None));

    /// <summary>Waits until the live buffer holds this much text.</summary>
    internal static async Task ArrivedAsync(LiveText live, int characters)
    {
        var user = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (live.Read().Text.Length < characters)
        {
            await Task.Yield();
            user.Token.ThrowIfCancellationRequested();
        }
    }

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<ITextProvider>(Vendor);
        services.AddSingleton<ITextOwner>(Notebook);
    }
}
