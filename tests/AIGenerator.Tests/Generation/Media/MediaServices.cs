using AIGenerator.Generation;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Models.Images;
using AIGenerator.Providers.Media;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Generation.Media;

public class MediaServices(TestPostgres server) : TestServices(server)
{
    // Two vendors that only these tests know, so that real ones can be added without anybody's test meeting them.
    private const string Catalogue = """
        {
          "readOn": "2026-11-26",
          "ratios": { "square": { "1:1": [64, 64] } },
          "models": [
            { "id": "built-in-image", "name": "Built-in", "vendor": "Us", "state": "active", "plan": "free", "tasks": ["create"], "maxCount": 8, "maxPrompt": 1000,
              "ratios": "square", "seed": true, "free": true, "routes": [{ "provider": "built-in", "model": "built-in-image" }] },
            { "id": "exact", "name": "Exact", "vendor": "First", "state": "active", "plan": "free", "tasks": ["create"], "maxCount": 8, "maxPrompt": 1000,
              "ratios": "square", "price": { "perImage": 0.04 }, "routes": [{ "provider": "first", "model": "upstream-1" }, { "provider": "second", "model": "upstream-2" }] },
            { "id": "metered", "name": "Metered", "vendor": "First", "state": "active", "plan": "free", "tasks": ["create"], "maxCount": 8, "maxPrompt": 1000,
              "ratios": "square", "price": { "perImage": 0.04, "metered": true }, "routes": [{ "provider": "second", "model": "upstream-3" }] }
          ]
        }
        """;

    internal ScriptedVendor First { get; private set; } = new("first");

    internal ScriptedVendor Second { get; private set; } = new("second");

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Providers:BuiltIn:PicturePace", "00:00:00"), new("APP_URL", "https://ai.example")];

    public T Get<T>()
        where T : notnull => Provider.GetRequiredService<T>();

    public async Task<WorkspaceId> WorkspaceAsync(long credits = 100_000)
    {
        var workspace = new WorkspaceId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        if (credits > 0)
        {
            await InScopeAsync<IWallet, bool>(wallet => wallet.GrantAsync(
                workspace, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, workspace.ToString()), null, CancellationToken.None));
        }

        return workspace;
    }

    public ImageCommand Command(WorkspaceId workspace, string model = "exact", int count = 1, Guid? id = null, string prompt = "A red cube") =>
        new(id ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), workspace, "test", Get<IImageCatalogue>().Find(model)!, new ImageRequest(ImageTask.Create, prompt, count));

    public Task<Result<AcceptedMedia>> AcceptAsync(ImageCommand command) =>
        InScopeAsync<IImageGenerations, Result<AcceptedMedia>>(images => images.AcceptAsync(command, CancellationToken.None));

    public async Task<Guid> AcceptedAsync(ImageCommand command)
    {
        (await AcceptAsync(command)).Ok(out var accepted, out var refusal).ShouldBeTrue(refusal?.Code);
        return accepted!.Id;
    }

    /// <summary>Does what is due now.</summary>
    public Task<int> DriveAsync() => Get<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);

    /// <summary>Sees to what has lost its job, as the schedule does every minute.</summary>
    public Task FindForgottenAsync() => InScopeAsync<FindForgotten>(forgotten =>
        forgotten.HandleAsync(new FindForgottenMedia(), new JobRun(Guid.Empty, 1), TestContext.Current.CancellationToken));

    /// <summary>Does what is due, and what is due after it, until nothing is for a while.</summary>
    public async Task DriveToEndAsync(Guid generation, WorkspaceId workspace)
    {
        for (var look = 0; look < 100; look++)
        {
            await DriveAsync();
            if ((await ViewAsync(generation, workspace)).FinishedAt is not null)
            {
                return;
            }

            Clock.Advance(TimeSpan.FromSeconds(30));
        }

        throw new ShouldAssertException("The generation never ends.");
    }

    public async Task<MediaView> ViewAsync(Guid generation, WorkspaceId workspace) => (await InScopeAsync<IImageGenerations, IReadOnlyList<MediaView>>(
        images => images.ListAsync(workspace, new MediaQuery(1, Only: generation), CancellationToken.None))).ShouldHaveSingleItem();

    public Task<Balance> BalanceAsync(WorkspaceId workspace) => InScopeAsync<IWallet, Balance>(wallet => wallet.BalanceOfAsync(workspace, CancellationToken.None));

    public Task<IReadOnlyList<string>> ImbalancesAsync() => InScopeAsync<IWallet, IReadOnlyList<string>>(wallet => wallet.FindImbalancesAsync(CancellationToken.None));

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<IMediaProvider>(First);
        services.AddSingleton<IMediaProvider>(Second);
        services.AddSingleton<IImageCatalogue>(provider => new ImageCatalogue(
            ImageCatalogueFile.Parse(Catalogue), provider.GetRequiredService<MediaProviders>(), provider.GetRequiredService<TimeProvider>()));
    }
}
