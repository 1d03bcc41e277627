using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Tests.Studio;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>What a drawn answer costs: what came, and nothing else. The vendor is a simulator over real HTTP.</summary>
public sealed class DrawnAnswerMoneyTests(SeeingApp app) : IClassFixture<SeeingApp>
{
    private const string Model = "flux-2-pro";

    // What every account begins with.
    private const long Free = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_came_is_paid_at_the_price_that_was_told()
    {
        using var person = await app.PersonAsync();
        var workspace = await FundAsync(person, 100_000);
        using var asked = await person.PostAsJsonAsync("/api/chat/estimate", DrawingPerson.Wish("A kite", Model), Ct);
        var price = (await asked.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("expectedCredits").GetInt64();

        var drawn = await person.DrawnAsync(StudioPerson.NewKey(), "A kite", Model);
        var answer = (await person.AnsweredAsync(drawn.ChatId)).Messages[1];

        (answer.Generation!.State, answer.Generation.CostCredits, answer.Generation.Provider).ShouldBe(("succeeded", price, "openrouter"));
        price.ShouldBeGreaterThan(0);
        await BalanceShouldBeAsync(workspace, 100_000 - price);
    }

    [Fact]
    public async Task A_refusal_and_a_stop_cost_nothing_and_the_chat_goes_on()
    {
        using var person = await app.PersonAsync();
        var workspace = await FundAsync(person, 100_000);

        var refused = await person.DrawnAsync(StudioPerson.NewKey(), "A kite sim:filter", Model);
        var first = (await person.AnsweredAsync(refused.ChatId)).Messages[1];
        (first.Generation!.State, first.Generation.Error?.Code, first.Generation.CostCredits, first.Text).ShouldBe(("failed", "provider.moderated", 0, ""));

        var slow = await person.PostedAsync("/api/chat", StudioPerson.NewKey(), DrawingPerson.Wish("A kite sim:silence", Model) with { ChatId = refused.ChatId });
        using var busy = await person.SendAsync("/api/chat", StudioPerson.NewKey(), DrawingPerson.Wish("Another") with { ChatId = refused.ChatId });
        using var stop = await person.PutAsync($"/api/generations/{slow.GenerationId}/cancellation", null, Ct);
        var stopped = (await person.AnsweredAsync(refused.ChatId)).Messages[^1];

        (await busy.CodeOfAsync()).ShouldBe("chat.busy");
        (stopped.Generation!.State, stopped.Generation.CostCredits).ShouldBe(("canceled", 0));
        await BalanceShouldBeAsync(workspace, 100_000);

        await person.PostedAsync("/api/chat", StudioPerson.NewKey(), DrawingPerson.Wish("A hill") with { ChatId = refused.ChatId });
        (await person.AnsweredAsync(refused.ChatId)).Messages[^1].Generation!.State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_chat_that_is_deleted_while_it_draws_holds_nothing_back()
    {
        using var person = await app.PersonAsync();
        var workspace = await FundAsync(person, 100_000);
        var key = StudioPerson.NewKey();
        var drawn = await person.DrawnAsync(key, "A kite sim:silence", Model);

        using var deleted = await person.DeleteAsync($"/api/chat/{drawn.ChatId}", Ct);

        deleted.IsSuccessStatusCode.ShouldBeTrue();
        (await person.EndedAsync(key)).GetProperty("state").GetString().ShouldBe("canceled");
        await BalanceShouldBeAsync(workspace, 100_000);
    }

    [Theory]
    [InlineData(0, "models.not-in-plan")]
    [InlineData(1, "wallet.insufficient-credits")]
    public async Task Who_cannot_pay_is_told_and_no_chat_begins(int credits, string code)
    {
        using var person = await app.PersonAsync();
        var workspace = await FundAsync(person, credits);

        using var answer = await person.SendAsync("/api/chat", StudioPerson.NewKey(), DrawingPerson.Wish("A kite", Model));

        (await answer.CodeOfAsync()).ShouldBe(code);
        (await person.GetFromJsonAsync<JsonElement>("/api/chat", Ct)).GetProperty("items").GetArrayLength().ShouldBe(0);
        await BalanceShouldBeAsync(workspace, credits);
    }

    /// <summary>Gives so much beside what the account began with.</summary>
    private async Task<WorkspaceId> FundAsync(HttpClient person, long credits)
    {
        var chat = await person.DrawnAsync(StudioPerson.NewKey(), "First");
        await person.AnsweredAsync(chat.ChatId);
        await using var scope = app.Scope();
        var workspace = new WorkspaceId(await app.ReadAsync<Guid>("select workspace_id from chat.chats where id = $1", chat.ChatId));
        using var gone = await person.DeleteAsync($"/api/chat/{chat.ChatId}", Ct);
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        if (credits > 0)
        {
            await wallet.GrantAsync(workspace, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, chat.ChatId.ToString()), null, Ct);
        }

        return workspace;
    }

    private async Task BalanceShouldBeAsync(WorkspaceId workspace, long credits)
    {
        await using var scope = app.Scope();
        var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
        (await wallet.BalanceOfAsync(workspace, Ct)).ShouldBe(new(new Credits(Free + credits), Credits.Zero));
        (await wallet.FindImbalancesAsync(Ct)).ShouldBeEmpty();
    }
}
