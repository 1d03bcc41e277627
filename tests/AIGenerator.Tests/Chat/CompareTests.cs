using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Simulators;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>One question to several models: the money of each is its own, and they begin together or not at all.</summary>
public sealed class CompareTests(AttachmentServices services) : IClassFixture<AttachmentServices>
{
    private static readonly string[] Three = ["gpt-6-luna", "gpt-5-nano", "built-in"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_has_its_own_generation_hold_and_receipt()
    {
        var person = await services.PersonAsync();

        var posted = await AskAsync(person, new Ask(null, null, "Which is faster?", Models: Three));
        var history = await HistoryAsync(person, posted.ChatId);
        var columns = await ColumnsAsync(posted.ComparisonId!.Value);

        posted.Answers!.Select(a => a.Model).ShouldBe(Three);
        posted.Answers!.Select(a => a.GenerationId).Distinct().Count().ShouldBe(3);
        posted.HeldCredits.ShouldBe(posted.Answers!.Sum(a => a.HeldCredits));
        columns.ShouldAllBe(c => c.State == GenerationState.Succeeded && c.ParentId == posted.UserMessageId);
        columns.Select(c => c.CostCredits.Value > 0).ShouldBe([true, true, false]);
        history.Messages.Select(m => m.Id).ShouldBe([posted.UserMessageId, posted.MessageId]);
        history.Messages[1].Comparison!.Answers.Select(a => a.MessageId).ShouldBe(posted.Answers!.Select(a => a.MessageId));
        history.Messages[1].Siblings.Count.ShouldBe(3);
        history.Model.ShouldBe("gpt-6-luna");
        (await RunningAsync(posted.ChatId)).ShouldBe(0);
        await MoneyShouldBeAsync(person, 1_000_000, columns);
    }

    [Fact]
    public async Task A_vendor_that_fails_costs_nothing_does_not_disturb_the_others_and_is_tried_again_alone()
    {
        var person = await services.PersonAsync();
        services.Vendors.Next(new SimPlan("403"), new SimPlan());

        var posted = await AskAsync(person, new Ask(null, null, "Well?", Models: Three));
        var columns = await ColumnsAsync(posted.ComparisonId!.Value);
        var failed = columns.Single(c => c.State == GenerationState.Failed);
        var again = await AskAsync(person, new Ask(posted.ChatId, failed.Model, null, About: failed.Id));
        var after = await HistoryAsync(person, posted.ChatId);
        var all = await ColumnsAsync(posted.ComparisonId!.Value);

        failed.CostCredits.ShouldBe(Credits.Zero);
        columns.Count(c => c.State == GenerationState.Succeeded).ShouldBe(2);
        again.ComparisonId.ShouldBe(posted.ComparisonId);
        var shown = after.Messages[^1].Comparison!.Answers;
        shown.Select(a => a.Model).ShouldBe(Three);
        shown.Select(a => a.MessageId).ShouldContain(again.MessageId);
        shown.ShouldAllBe(a => a.State == "succeeded");
        await MoneyShouldBeAsync(person, 1_000_000, all);
    }

    [Fact]
    public async Task A_balance_that_does_not_cover_all_of_them_refuses_the_whole_and_says_what_it_would_take()
    {
        var person = await PersonAsync(15);

        var refused = await services.TryAskAsync(person, new Ask(null, null, "Well?", Models: Three));

        refused.Ok(out _, out var refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe("wallet.insufficient-credits");

        // The least price of one answer, and of the other 2,000 tokens: both think.
        refusal.Arguments!["needed"].ShouldBe(21L);
        refusal.Arguments["available"].ShouldBe(15L);
        (await services.QueryAsync<long>("select count(*) from chat.chats where workspace_id = $1", person.WorkspaceId.Value)).ShouldBe(0);
        (await services.QueryAsync<long>("select count(*) from generation.generations where workspace_id = $1", person.WorkspaceId.Value)).ShouldBe(0);
        (await BalanceAsync(person)).ShouldBe(new Balance(new Credits(15), Credits.Zero));
    }

    [Fact]
    public async Task A_small_balance_is_shared_among_them()
    {
        var person = await PersonAsync(60);

        var posted = await AskAsync(person, new Ask(null, null, "Well?", Models: Three));
        var columns = await ColumnsAsync(posted.ComparisonId!.Value);

        posted.Answers!.Take(2).ShouldAllBe(a => a.HeldCredits >= 10);
        posted.HeldCredits.ShouldBeLessThanOrEqualTo(60);
        await MoneyShouldBeAsync(person, 60, columns);
    }

    [Fact]
    public async Task The_same_key_again_answers_with_the_first_and_begins_nothing()
    {
        var person = await services.PersonAsync();
        var (key, ask) = (ChatPerson.NewId(), new Ask(null, null, "Once", Models: Three));

        var both = await Task.WhenAll(services.TryAskAsync(person, ask, key), services.TryAskAsync(person, ask, key));
        var answers = both.Select(result => result.Ok(out var posted, out var refusal) ? posted : throw new ShouldAssertException(refusal.Code)).ToList();
        await EndAsync(answers[0]);
        (await services.TryAskAsync(person, ask, key)).Ok(out var later, out _).ShouldBeTrue();

        answers[0].ComparisonId.ShouldBe(key);
        foreach (var other in new[] { answers[1], later! })
        {
            other.Answers!.ShouldBe(answers[0].Answers!);
            other.MessageId.ShouldBe(answers[0].MessageId);
        }

        (await services.QueryAsync<long>("select count(*) from generation.generations where workspace_id = $1", person.WorkspaceId.Value)).ShouldBe(3);
    }

    [Fact]
    public async Task While_they_are_written_nothing_else_is_asked_and_afterwards_the_chat_goes_on()
    {
        var person = await services.PersonAsync();
        (await services.TryAskAsync(person, new Ask(null, null, "Slowly sim:rate=30 sim:tokens=40", Models: Three))).Ok(out var posted, out _).ShouldBeTrue();

        var meanwhile = await services.TryAskAsync(person, new Ask(posted!.ChatId, null, "And?"));
        await EndAsync(posted);
        var next = await AskAsync(person, new Ask(posted.ChatId, null, "And?"));
        var history = await HistoryAsync(person, posted.ChatId);

        CodeOf(meanwhile).ShouldBe("chat.busy");
        history.Messages.Select(m => m.Id).ShouldBe([posted.UserMessageId, posted.MessageId, next.UserMessageId, next.MessageId]);
    }

    [Theory]
    [InlineData("chat.compare-count", "built-in")]
    [InlineData("chat.compare-count", "built-in", "gpt-6-luna", "gpt-5-nano", "gpt-5.2", "gpt-5.4")]
    [InlineData("chat.compare-same", "built-in", "gpt-6-luna", "built-in")]
    [InlineData("models.unknown", "built-in", "nobody")]
    public async Task Models_that_make_no_comparison_are_refused(string code, params string[] models)
    {
        var person = await services.PersonAsync();

        CodeOf(await services.TryAskAsync(person, new Ask(null, null, "Well?", Models: models))).ShouldBe(code);
        CodeOf(await services.TryAskAsync(person, new Ask(null, "built-in", "Well?", Models: ["built-in", "gpt-6-luna"]))).ShouldBe("chat.one-way-to-name");
        (await services.QueryAsync<long>("select count(*) from chat.chats where workspace_id = $1", person.WorkspaceId.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task A_model_for_one_message_leaves_the_chats_own()
    {
        var person = await services.PersonAsync();

        var first = await AskAsync(person, new Ask(null, "built-in", "One", ModelOnce: "gpt-5-nano"));
        var afterFirst = await HistoryAsync(person, first.ChatId);
        var second = await AskAsync(person, new Ask(first.ChatId, "built-in", "Two", ModelOnce: "gpt-6-luna"));
        var afterSecond = await HistoryAsync(person, first.ChatId);

        (first.Model, afterFirst.Model).ShouldBe(("gpt-5-nano", "built-in"));
        (second.Model, afterSecond.Model).ShouldBe(("gpt-6-luna", "built-in"));
    }

    [Fact]
    public async Task Whatever_becomes_of_them_the_books_balance()
    {
        string[] faults = ["", "403", "length", "filter", "", "cut"];
        string[] paid = ["gpt-6-luna", "gpt-5-nano", "gpt-5.2", "gpt-5.4"];
        var person = await services.PersonAsync();
        var seed = 20261126u;
        uint Next(uint below) => (seed = (seed * 1_664_525) + 1_013_904_223) / 65_536 % below;
        List<MessageRow> all = [];
        for (var round = 0; round < 16; round++)
        {
            var models = paid[..(int)(2 + Next(3))];
            foreach (var _ in models)
            {
                services.Vendors.Next(new SimPlan(faults[Next((uint)faults.Length)], Tokens: 3 + (int)Next(60)));
            }

            var posted = await AskAsync(person, new Ask(null, null, "Try", Models: models));
            var columns = await ColumnsAsync(posted.ComparisonId!.Value);
            columns.Count.ShouldBe(models.Length);
            columns.Where(c => c.State == GenerationState.Failed).ShouldAllBe(c => c.CostCredits == Credits.Zero);
            (await RunningAsync(posted.ChatId)).ShouldBe(0);
            all.AddRange(columns);
            await MoneyShouldBeAsync(person, 1_000_000, all);
        }

        all.ShouldContain(c => c.State == GenerationState.Succeeded);
        all.ShouldContain(c => c.State == GenerationState.Failed);
    }

    private async Task<CurrentUser> PersonAsync(long credits)
    {
        var user = new CurrentUser();
        user.SignedIn(new UserId(ChatPerson.NewId()), "Olena", false);
        user.ActsFor(new WorkspaceId(ChatPerson.NewId()), WorkspaceRole.Admin);
        await services.InScopeAsync<IWallet, bool>(wallet => wallet.GrantAsync(
            user.WorkspaceId, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Adjustment, user.WorkspaceId.ToString()), null, Ct));
        return user;
    }

    private async Task<PostMessageResponse> AskAsync(CurrentUser person, Ask ask)
    {
        (await services.TryAskAsync(person, ask)).Ok(out var posted, out var refusal).ShouldBeTrue(refusal?.Code);
        await EndAsync(posted!);
        return posted!;
    }

    private async Task EndAsync(PostMessageResponse posted)
    {
        foreach (var generation in posted.Answers?.Select(a => a.GenerationId) ?? [posted.GenerationId])
        {
            if (services.Provider.GetRequiredService<LiveTexts>().TryGet(generation, out var live))
            {
                await live.Ended.Task;
            }
        }
    }

    private async Task<ChatHistoryResponse> HistoryAsync(CurrentUser person, Guid chat)
    {
        await using var scope = services.Scope();
        return (await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), person.WorkspaceId, chat, new HistoryWindow(), Ct))!;
    }

    private Task<List<MessageRow>> ColumnsAsync(Guid comparison) => services.InScopeAsync<AppDb, List<MessageRow>>(db =>
        db.Messages.AsNoTracking().Where(m => m.ComparisonId == comparison).OrderBy(m => m.Id).ToListAsync(Ct));

    private Task<int> RunningAsync(Guid chat) => services.QueryAsync<int>("select running_replies from chat.chats where id = $1", chat);

    private Task<Balance> BalanceAsync(CurrentUser person) => services.InScopeAsync<IWallet, Balance>(wallet => wallet.BalanceOfAsync(person.WorkspaceId, Ct));

    private async Task MoneyShouldBeAsync(CurrentUser person, long before, IEnumerable<MessageRow> answers)
    {
        (await BalanceAsync(person)).ShouldBe(new Balance(new Credits(before - answers.Sum(a => a.CostCredits.Value)), Credits.Zero));
        (await services.InScopeAsync<IWallet, IReadOnlyList<string>>(wallet => wallet.FindImbalancesAsync(Ct))).ShouldBeEmpty();
    }

    private static string? CodeOf(Result<PostMessageResponse> result) => result.Ok(out _, out var refusal) ? null : refusal.Code;
}
