using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Media;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Studio.DescribeApiTests;

namespace AIGenerator.Tests.Studio;

/// <summary>The host with a vendor whose models see.</summary>
public sealed class SeeingApp(TestPostgres server) : TestApp(server)
{
    public Simulator Vendor { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("RateLimits:Enabled", "false"), new("Providers:Routing:AttemptsPerRoute", "1"), new("OPENROUTER_BASE_URL", Vendor.OpenRouter), new("OPENROUTER_API_KEY", "sk-or-test")];

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
}

public sealed class DescribeByModelTests(SeeingApp app) : IClassFixture<SeeingApp>
{
    private const string Answer = "\"A red field beside a blue one, flat light, poster.\"";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cheapest_model_that_sees_gets_a_smaller_picture_and_is_paid_once_for_its_words()
    {
        using var person = await app.PersonAsync();
        var (source, workspace) = await BroughtAsync(person);
        var price = await person.GetFromJsonAsync<JsonElement>($"/api/images/description/price?source={source}", Ct);
        var key = StudioPerson.NewKey();
        app.Vendor.Next(new SimPlan(Text: Answer));
        var before = app.Vendor.Requests.Count;

        var both = await Task.WhenAll(SaidAsync(person, new { source, language = "uk" }, key), SaidAsync(person, new { source, language = "uk" }, key));
        var later = await SaidAsync(person, new { source, language = "uk" }, key);

        foreach (var said in both.Append(later))
        {
            (Text(said), Word(said, "basis"), Word(said, "model"), Word(said, "note")).ShouldBe(("A red field beside a blue one, flat light, poster.", "model", Word(price, "model"), null));
        }

        var sent = app.Vendor.Requests.Skip(before).ShouldHaveSingleItem().Body;
        sent.ShouldContain("data:image/webp;base64,");
        sent.ShouldContain("Answer in Ukrainian.");
        var cost = later.GetProperty("cost").GetInt64();
        cost.ShouldBeInRange(1, price.GetProperty("atMost").GetInt64());
        await using var scope = app.Scope();
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        (await wallet.BalanceOfAsync(workspace, Ct)).ShouldBe(new(new Credits(1_000_100 - cost), Credits.Zero));
        (await wallet.FindImbalancesAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendors_trouble_is_told_in_words_and_costs_nothing_also_when_asked_again()
    {
        using var person = await app.PersonAsync();
        var (source, workspace) = await BroughtAsync(person);
        var key = StudioPerson.NewKey();
        app.Vendor.Next(new SimPlan(Fault: "403"));

        using var failed = await DescribeAsync(person, new { source, model = "gemini-3-flash" }, key);
        using var again = await DescribeAsync(person, new { source, model = "gemini-3-flash" }, key);

        var codes = new[] { await failed.CodeOfAsync(), await again.CodeOfAsync() };
        codes.ShouldBe(["provider.moderated", "provider.moderated"]);
        await using var scope = app.Scope();
        (await scope.ServiceProvider.GetRequiredService<IWallet>().BalanceOfAsync(workspace, Ct)).ShouldBe(new(new Credits(1_000_100), Credits.Zero));
    }

    [Fact]
    public async Task Who_cannot_pay_is_refused_before_anybody_looks()
    {
        using var person = await app.PersonAsync();
        var (source, _) = await BroughtAsync(person, credits: 0);
        var before = app.Vendor.Requests.Count;

        using var refused = await DescribeAsync(person, new { source, model = "claude-opus-5.5" });

        ((int)refused.StatusCode).ShouldBeInRange(400, 499);
        (await refused.CodeOfAsync()).ShouldBe("models.not-in-plan");
        app.Vendor.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_stop_ends_it_without_a_charge()
    {
        using var person = await app.PersonAsync();
        var (source, workspace) = await BroughtAsync(person);
        var key = StudioPerson.NewKey();
        app.Vendor.Next(new SimPlan(Fault: "silence"));
        var before = app.Vendor.Requests.Count;

        var describing = DescribeAsync(person, new { source }, key);
        while (app.Vendor.Requests.Count == before)
        {
            (await person.GetAsync("/api/images", Ct)).Dispose();
        }

        using var stop = await person.PutAsync($"/api/generations/{key}/cancellation", null, Ct);
        using var stopped = await describing;

        (stop.StatusCode, stopped.StatusCode, await stopped.CodeOfAsync()).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.Conflict, "generations.stopped"));
        await using var scope = app.Scope();
        (await scope.ServiceProvider.GetRequiredService<IWallet>().BalanceOfAsync(workspace, Ct)).Held.ShouldBe(Credits.Zero);
    }

    private async Task<(string Source, WorkspaceId Workspace)> BroughtAsync(HttpClient person, long credits = 1_000_000)
    {
        var source = (await person.UploadedAsync(MadeFiles.Png(1800, 900), "photo.png")).IdOf();
        var workspace = new WorkspaceId(await app.ReadAsync<Guid>("select workspace_id from generation.assets where id = $1", Guid.Parse(source)));
        if (credits > 0)
        {
            await using var scope = app.Scope();
            await scope.ServiceProvider.GetRequiredService<IWallet>().GrantAsync(
                workspace, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, source), null, Ct);
        }

        return (source, workspace);
    }
}
