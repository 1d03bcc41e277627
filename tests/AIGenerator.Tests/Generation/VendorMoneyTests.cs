using AIGenerator.Generation;
using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Generation;

/// <summary>Every vendor of texts at its simulator, over HTTP.</summary>
public sealed class VendorMoneyServices(TestPostgres server) : GenerationServices(server)
{
    public Simulator Simulator { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        // A clock that stands still ends no pause between two attempts.
        new("Providers:Routing:AttemptsPerRoute", "1"),
        .. VendorMoneyTests.Vendors.SelectMany(vendor => new KeyValuePair<string, string?>[]
        {
            new($"Providers:{vendor.Section}:ApiKey", "sk-test"), new($"Providers:{vendor.Section}:BaseUrl", vendor.AddressAt(Simulator)),
        }),
    ];

    public override async ValueTask InitializeAsync()
    {
        Simulator = await Simulator.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Whatever a vendor does, the answer ends as it should, costs what was delivered, and the books balance.</summary>
public sealed class VendorMoneyTests(VendorMoneyServices services) : IClassFixture<VendorMoneyServices>
{
    private const long Given = 1_000_000;

    internal static readonly (string Id, string Section, Func<Simulator, string> AddressAt)[] Vendors =
    [
        ("openrouter", "OpenRouter", simulator => simulator.OpenRouter),
        ("openai", "OpenAI", simulator => simulator.OpenAI),
        ("anthropic", "Anthropic", simulator => simulator.Anthropic),
        ("google", "Google", simulator => simulator.Google),
        ("deepseek", "DeepSeek", simulator => simulator.DeepSeek),
        ("xai", "XAI", simulator => simulator.XAI),
        ("moonshot", "Moonshot", simulator => simulator.Moonshot),
        ("openai-compatible", "OpenAICompatible", simulator => simulator.OpenAI),
    ];

    private static readonly Dictionary<string, Case> Faults = new(StringComparer.Ordinal)
    {
        ["none"] = new(new SimPlan(), StopReason.Complete),
        ["slow drip"] = new(new SimPlan(Tokens: 5, Rate: 20, Wire: ["split"]), StopReason.Complete),
        ["whole instead of a stream"] = new(new SimPlan(Wire: ["whole"]), StopReason.Complete),
        ["no count"] = new(new SimPlan(Wire: ["no-usage"]), StopReason.Complete),
        ["limit"] = new(new SimPlan("length"), StopReason.Length),
        ["cut"] = new(new SimPlan("cut"), StopReason.Cut, "generation.cut"),
        ["garbage half-way"] = new(new SimPlan("garbage"), StopReason.Cut, "generation.cut"),
        ["error half-way"] = new(new SimPlan("error-mid"), StopReason.Cut, "generation.cut"),
        ["filter half-way"] = new(new SimPlan("filter"), StopReason.Cut, "generation.filtered"),
        ["crowd"] = new(new SimPlan("429"), null, "provider.rate-limited"),
        ["crowd that says when"] = new(new SimPlan("429", RetryAfter: 7), null, "provider.rate-limited"),
        ["good status with an error"] = new(new SimPlan("error-inside"), null, "provider.overloaded"),
        ["good status with a page"] = new(new SimPlan("html"), null, "provider.garbage"),
        ["good status with nothing"] = new(new SimPlan("empty"), null, "provider.cut"),
        ["no word"] = new(new SimPlan("nothing"), null, "provider.empty"),
        ["no connection"] = new(new SimPlan("reset"), null, "provider.unreachable"),
        ["moderated"] = new(new SimPlan("403"), null, "provider.moderated"),
        ["no money"] = new(new SimPlan("402"), null, "provider.no-funds"),
    };

    public static MatrixTheoryData<string, string> EachFault { get; } = new(Vendors.Select(vendor => vendor.Id), Faults.Keys);

    public static TheoryData<string> EachVendor { get; } = [.. Vendors.Select(vendor => vendor.Id)];

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task An_answer_costs_what_came_of_it(string vendor, string fault)
    {
        var expected = Faults[fault];
        var workspace = await services.WorkspaceAsync(Given);
        services.Simulator.Next(expected.Plan);

        var (accepted, live) = await services.StartAsync(workspace, ModelOf(vendor));
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.State.ShouldBe(expected.StopReason is null ? GenerationState.Failed : GenerationState.Succeeded);
        outcome.StopReason.ShouldBe(expected.StopReason);
        outcome.Error?.Code.ShouldBe(expected.Code);
        outcome.Cost.ShouldBe(expected.StopReason is null ? Credits.Zero : ModelOf(vendor).PriceOf(outcome.Usage!));
        (outcome.Text.Length > 0).ShouldBe(expected.StopReason is not null);
        await BooksShowAsync(workspace, Given - outcome.Cost.Value);
    }

    [Theory]
    [MemberData(nameof(EachVendor))]
    public async Task A_stop_half_way_costs_what_had_come(string vendor)
    {
        var workspace = await services.WorkspaceAsync(Given);
        services.Simulator.Next(new SimPlan("stall", After: 2));
        var (accepted, live) = await services.StartAsync(workspace, ModelOf(vendor));
        await GenerationServices.ArrivedAsync(live, "Привіт, це ".Length);

        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, TestContext.Current.CancellationToken));
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.StopReason.ShouldBe(StopReason.Stopped);
        outcome.Error.ShouldBeNull();
        outcome.Usage!.OutputTokens.ShouldBeInRange(1, 20);
        outcome.Cost.ShouldBe(ModelOf(vendor).PriceOf(outcome.Usage));
        await BooksShowAsync(workspace, Given - outcome.Cost.Value);
    }

    [Theory]
    [MemberData(nameof(EachVendor))]
    public async Task A_stop_before_the_first_word_costs_nothing(string vendor)
    {
        var workspace = await services.WorkspaceAsync(Given);
        services.Simulator.Next(new SimPlan("silence"));
        var before = services.Simulator.Requests.Count;
        var (accepted, live) = await services.StartAsync(workspace, ModelOf(vendor));
        await AskedAsync(before);

        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, TestContext.Current.CancellationToken));
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].State.ShouldBe(GenerationState.Canceled);
        await BooksShowAsync(workspace, Given);
    }

    private TextModel ModelOf(string vendor) => services.Model().Model with { Routes = [new ModelRoute(vendor, "sim-model")] };

    private async Task AskedAsync(int before)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (services.Simulator.Requests.Count == before)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task BooksShowAsync(AIGenerator.Kernel.Identity.WorkspaceId workspace, long total)
    {
        var balance = await services.BalanceAsync(workspace);
        balance.Total.Value.ShouldBe(total);
        balance.Held.ShouldBe(Credits.Zero);
        (await services.ImbalancesAsync()).ShouldBeEmpty();
    }

    /// <summary>What a vendor does and what comes of it. Without a reason nothing was delivered.</summary>
    private sealed record Case(SimPlan Plan, StopReason? StopReason, string? Code = null);
}
