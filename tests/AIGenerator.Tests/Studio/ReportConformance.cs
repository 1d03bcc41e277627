using System.Net;
using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Simulators;
using AIGenerator.Tests.Accounts;

namespace AIGenerator.Tests.Studio;

/// <summary>What the reports of every vendor of jobs must come to, through the endpoint: the same picture, once, at the same price.</summary>
public abstract class ReportConformance(ReportedApp app)
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Says, signed as the vendor signs, that a job is over.</summary>
    protected abstract Task<HttpStatusCode> ReportAsync(string generation, string job);

    [Fact]
    public async Task A_report_that_comes_again_and_again_delivers_once_and_is_paid_once()
    {
        var order = await OrderAsync("A quay sim:held");
        order.Hold.Release();

        (await ReportAsync(order.Id, order.Hold.Job)).ShouldBe(HttpStatusCode.NoContent);
        (await ReportAsync(order.Id, order.Hold.Job)).ShouldBe(HttpStatusCode.NoContent);
        var media = await order.Person.EndedAsync(order.Id);
        var after = await app.BalanceAsync(order.Workspace, Ct);
        (await ReportAsync(order.Id, order.Hold.Job)).ShouldBe(HttpStatusCode.NoContent);

        await DeliveredOnceAsync(order, media, after);
    }

    [Fact]
    public async Task A_report_that_overtakes_the_answer_to_the_order_is_no_trouble()
    {
        var order = await OrderAsync("A pier sim:held");

        (await ReportAsync(order.Id, order.Hold.Job)).ShouldBe(HttpStatusCode.NoContent);
        order.Hold.Release();
        var media = await order.Person.EndedAsync(order.Id);

        await DeliveredOnceAsync(order, media, await app.BalanceAsync(order.Workspace, Ct));
    }

    [Fact]
    public async Task Where_the_answer_to_the_order_is_lost_the_report_finds_its_job()
    {
        var order = await OrderAsync("A mole sim:held sim:lost");

        (await ReportAsync(order.Id, order.Hold.Job)).ShouldBe(HttpStatusCode.NoContent);
        order.Hold.Release();
        var media = await order.Person.EndedAsync(order.Id);

        await DeliveredOnceAsync(order, media, await app.BalanceAsync(order.Workspace, Ct));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("page")]
    public async Task A_picture_that_cannot_be_had_any_more_is_a_failure_and_costs_nothing(string oddity)
    {
        var order = await OrderAsync($"A buoy sim:held sim:{oddity}");
        order.Hold.Release();

        var media = await order.Person.EndedAsync(order.Id);

        (media.GetProperty("state").GetString(), media.GetProperty("assets").GetArrayLength()).ShouldBe(("failed", 0));
        (await app.BalanceAsync(order.Workspace, Ct)).ShouldBe((order.Funds, Credits.Zero));
        order.Person.Dispose();
    }

    private async Task<Ordered> OrderAsync(string prompt)
    {
        var person = app.Browser();
        await person.RegisterAsync();
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var workspace = await app.FundAsync(Ct);
        var funds = (await app.BalanceAsync(workspace, Ct)).Available;
        var id = StudioPerson.NewKey();
        using var accepted = await person.OrderAsync(new { model = "flux-schnell", prompt }, id);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(Ct));
        return new Ordered(person, workspace, id, funds, prompt, await app.Vendor.HeldAsync(Ct));
    }

    private async Task DeliveredOnceAsync(Ordered order, JsonElement media, (Credits Available, Credits Held) then)
    {
        (media.GetProperty("state").GetString(), media.GetProperty("assets").GetArrayLength()).ShouldBe(("succeeded", 1));
        app.Vendor.Requests.Count(request => request.Method == "POST" && request.Body.Contains(order.Prompt, StringComparison.Ordinal)).ShouldBe(1);
        var now = await app.BalanceAsync(order.Workspace, Ct);
        now.ShouldBe(then);
        now.ShouldBe((order.Funds - new Credits(100), Credits.Zero));
        order.Person.Dispose();
    }

    private sealed record Ordered(HttpClient Person, WorkspaceId Workspace, string Id, Credits Funds, string Prompt, SimHold Hold);
}
