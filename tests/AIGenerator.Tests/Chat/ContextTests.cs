using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Simulators;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>What a chat tells its vendor beside and instead of the conversation, and what that costs.</summary>
public sealed class ContextTests(ContextServices services) : IClassFixture<ContextServices>
{
    private static readonly SimPlan Short = new(Tokens: 5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instructions_reach_the_vendor_before_how_this_answer_is_wished()
    {
        var user = await services.PersonAsync();
        var start = new ChatStart(new ChatSettings("You are a pirate.", Temperature.Balanced), false);
        var posted = await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hello", Start: start), Short);

        Last().ShouldContain("""{"role":"system","content":"You are a pirate."}""");

        await services.AskAsync(user, new Ask(posted.ChatId, null, null, About: posted.MessageId, Wish: AnswerWish.Shorter), Short);

        Last().ShouldContain("""{"role":"system","content":"You are a pirate.\n\nAnswer the last message briefly""");
    }

    [Theory]
    [InlineData("claude-haiku-4.5", true)]
    [InlineData("deepseek-v3.2", true)]
    [InlineData("local/sim-model", true)]
    [InlineData("gpt-5.2", false)]
    [InlineData("claude-sonnet-5.5", false)]
    [InlineData("gemini-3.5-flash", false)]
    public async Task A_temperature_is_sent_to_models_that_take_one_and_fails_nobody(string model, bool isSent)
    {
        var user = await services.PersonAsync();
        var start = new ChatStart(new ChatSettings(null, Temperature.Precise), false);

        var posted = await services.AskAsync(user, new Ask(null, model, "Hello", Start: start), Short);

        Last().Contains("\"temperature\":0.2", StringComparison.Ordinal).ShouldBe(isSent);
        Last().Contains("\"temperature\"", StringComparison.Ordinal).ShouldBe(isSent);
        (await HistoryAsync(user, posted.ChatId)).Messages[1].Generation!.State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_reply_that_is_erased_before_its_end_was_written_leaves_no_chat_busy()
    {
        var user = await services.PersonAsync();
        var posted = await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hello"), Short);
        await services.ExecuteAsync(
            "update chat.messages set state = 'Running', stop_reason = null, deleted_at = $1 where id = $2", services.Clock.GetUtcNow().AddMinutes(-11), posted.MessageId);
        await services.ExecuteAsync("update chat.chats set running_replies = 1, leaf_id = $1 where id = $2", posted.UserMessageId, posted.ChatId);

        await services.InScopeAsync<EraseMessageHandler>(handler => handler.HandleAsync(new EraseMessage(posted.MessageId), new JobRun(posted.MessageId, 1), CancellationToken.None));

        await services.AskAsync(user, new Ask(posted.ChatId, "gpt-5.2", "Still there?"), Short);
    }

    [Fact]
    public async Task A_summary_is_told_in_place_of_what_it_covers_until_it_is_taken_away()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "The code word is swordfish"), Short)).ChatId;
        var compacted = await services.CompactAsync(user, chat, new SimPlan(Tokens: 8));

        Last().ShouldContain("Person: The code word is swordfish");
        var history = await HistoryAsync(user, chat);
        var summary = history.Summaries.ShouldHaveSingleItem();
        summary.ShouldSatisfyAllConditions(
            () => summary.IsUsed.ShouldBeTrue(), () => summary.Messages.ShouldBe(2), () => summary.MessageId.ShouldBe(history.LeafId!.Value),
            () => summary.Text.ShouldStartWith("Привіт, це імітатор"), () => summary.Id.ShouldBe(compacted.SummaryId));

        await services.AskAsync(user, new Ask(chat, null, "Which word was it?"), Short);
        Last().ShouldContain("""{"role":"user","content":"Summarise our conversation so far."},{"role":"assistant","content":"Привіт, це імітатор""");
        Last().ShouldContain("""{"role":"user","content":"Which word was it?"}""");
        Last().ShouldNotContain("swordfish");

        await services.ExecuteAsync("update chat.summaries set deleted_at = now() where id = $1", summary.Id);
        await services.AskAsync(user, new Ask(chat, null, "And now?"), Short);
        Last().ShouldContain("swordfish");
        Last().ShouldNotContain("Summarise our conversation");
    }

    [Fact]
    public async Task An_answer_that_is_asked_for_again_is_told_as_it_was()
    {
        var user = await services.PersonAsync();
        var posted = await services.AskAsync(user, new Ask(null, "gpt-5.2", "The code word is swordfish"), Short);
        await services.CompactAsync(user, posted.ChatId, Short);

        await services.AskAsync(user, new Ask(posted.ChatId, null, null, About: posted.MessageId, Wish: AnswerWish.Continue), Short);

        Last().ShouldContain("swordfish");
        Last().ShouldContain("Continue exactly where your answer stopped");
    }

    [Fact]
    public async Task A_second_summary_builds_on_the_first()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "The code word is swordfish"), Short)).ChatId;
        await services.CompactAsync(user, chat, Short);
        await services.AskAsync(user, new Ask(chat, null, "Second question"), Short);

        await services.CompactAsync(user, chat, Short);

        Last().ShouldContain("Earlier:\\nПривіт");
        Last().ShouldContain("Person: Second question");
        Last().ShouldNotContain("swordfish");
        (await HistoryAsync(user, chat)).Summaries[^1].Messages.ShouldBe(4);
    }

    [Fact]
    public async Task A_summary_is_paid_as_delivered_and_counted_as_spent()
    {
        var user = await services.PersonAsync();
        var posted = await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hello"), Short);
        var (before, spent) = ((await services.BalanceAsync(user)).Available, await SpentAsync(user, posted.ChatId));

        await services.CompactAsync(user, posted.ChatId, new SimPlan(Tokens: 40));

        var receipt = (await HistoryAsync(user, posted.ChatId)).Summaries[0].Generation!;
        var balance = await services.BalanceAsync(user);
        receipt.CostCredits.ShouldBeGreaterThan(0);
        balance.ShouldBe(new CreditsLeft(before - receipt.CostCredits, 0));
        spent.ShouldBe((await HistoryAsync(user, posted.ChatId)).Messages[1].Generation!.CostCredits);
        (await SpentAsync(user, posted.ChatId)).ShouldBe(spent + receipt.CostCredits);
    }

    [Fact]
    public async Task A_vendor_that_fails_costs_nothing_and_changes_nothing_that_is_told()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "The code word is swordfish"), Short)).ChatId;
        var before = await services.BalanceAsync(user);

        await services.CompactAsync(user, chat, new SimPlan("403"));

        var summary = (await HistoryAsync(user, chat)).Summaries.ShouldHaveSingleItem();
        summary.Generation!.State.ShouldBe("failed");
        summary.Generation.Error!.Detail.ShouldNotBeNullOrEmpty();
        summary.IsUsed.ShouldBeFalse();
        (await services.BalanceAsync(user)).ShouldBe(before);
        await services.AskAsync(user, new Ask(chat, null, "Go on"), Short);
        Last().ShouldContain("swordfish");
    }

    [Fact]
    public async Task Half_a_summary_is_paid_and_not_told()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "The code word is swordfish"), Short)).ChatId;

        await services.CompactAsync(user, chat, new SimPlan("cut", After: 3));

        var summary = (await HistoryAsync(user, chat)).Summaries.ShouldHaveSingleItem();
        summary.Generation!.State.ShouldBe("succeeded");
        summary.Generation.CostCredits.ShouldBeGreaterThan(0);
        summary.IsUsed.ShouldBeFalse();
        await services.AskAsync(user, new Ask(chat, null, "Go on"), Short);
        Last().ShouldContain("swordfish");
    }

    [Fact]
    public async Task The_same_key_twice_sums_up_once_and_nothing_happens_while_a_summary_is_written()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hello"), Short)).ChatId;
        var key = ChatPerson.NewId();
        services.Vendors.Next(new SimPlan(Tokens: 20, Rate: 20));

        (await services.TryCompactAsync(user, chat, key: key)).Ok(out var first, out _).ShouldBeTrue();
        (await services.TryCompactAsync(user, chat, key: key)).Ok(out var again, out _).ShouldBeTrue();
        (await services.TryCompactAsync(user, chat)).Ok(out _, out var busy).ShouldBeFalse();
        var asked = await services.InScopeAsync<AskHandler, string?>(async handler =>
            (await handler.HandleAsync(ChatPerson.NewId(), user, new Ask(chat, null, "Meanwhile"), Ct)).Ok(out _, out var refusal) ? null : refusal.Code);
        await services.EndAsync(key);

        again.ShouldBe(first);
        busy!.Code.ShouldBe("chat.busy");
        asked.ShouldBe("chat.busy");
        (await services.QueryAsync<long>("select count(*) from chat.summaries where chat_id = $1", chat)).ShouldBe(1);
        (await services.QueryAsync<int>("select running_replies from chat.chats where id = $1", chat)).ShouldBe(0);
    }

    [Fact]
    public async Task The_built_in_model_sums_up_too_the_same_way_each_time()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "built-in", "Скільки буде 17 * 23?"))).ChatId;
        var other = (await services.AskAsync(user, new Ask(null, "built-in", "Скільки буде 17 * 23?"))).ChatId;

        await services.CompactAsync(user, chat);
        await services.CompactAsync(user, other);

        var summary = (await HistoryAsync(user, chat)).Summaries.ShouldHaveSingleItem();
        summary.IsUsed.ShouldBeTrue();
        summary.Text.ShouldContain("391");
        (await HistoryAsync(user, other)).Summaries[0].Text.ShouldBe(summary.Text);
        await services.AskAsync(user, new Ask(chat, null, "What is 2 + 2?"));
        (await HistoryAsync(user, chat)).Messages[^1].Text.ShouldContain("4");
    }

    [Fact]
    public async Task Nothing_is_summed_up_where_there_is_nothing()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hello"), new SimPlan("403"))).ChatId;

        (await services.TryCompactAsync(user, chat)).Ok(out _, out var refusal).ShouldBeFalse();

        refusal!.Code.ShouldBe("chat.nothing-to-compact");
    }

    [Fact]
    public async Task What_finds_no_room_is_named_with_the_accepted_message()
    {
        var user = await services.PersonAsync();
        var first = await services.AskAsync(user, new Ask(null, "local/sim-model", Long(1)), Short);
        var second = await services.AskAsync(user, new Ask(first.ChatId, null, Long(2)), Short);
        var third = await services.AskAsync(user, new Ask(first.ChatId, null, Long(3)), Short);

        first.MemoryBeginsAt.ShouldBeNull();
        second.MemoryBeginsAt.ShouldBeNull();
        third.MemoryBeginsAt.ShouldBe(second.UserMessageId);
    }

    private static string Long(int number) => $"{number} {new string('7', 6_000)}";

    private string Last() => services.Vendors.Requests.Last().Body;

    private async Task<long> SpentAsync(CurrentUser user, Guid chat) => (await HistoryAsync(user, chat)).SpentCredits;

    private async Task<ChatHistoryResponse> HistoryAsync(CurrentUser user, Guid chat)
    {
        await using var scope = services.Scope();
        var history = await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), user.WorkspaceId, chat, new HistoryWindow(), Ct);
        return history.ShouldNotBeNull();
    }
}
