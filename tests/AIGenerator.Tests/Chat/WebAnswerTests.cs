using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Export;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Simulators;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>Answers from a search of the web: what models are told, what people see, what it costs.</summary>
public sealed class WebAnswerTests(ContextServices services) : IClassFixture<ContextServices>
{
    private static readonly SimPlan Found = new();
    private static readonly SimPlan Cites = SimPlan.Parse("sim:cite sim:tokens=10 sim:rate=0");
    private static readonly SimPlan Lost = new(Fault: "400");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_model_is_told_the_pages_and_the_answer_cites_them()
    {
        var user = await services.PersonAsync();

        var posted = await services.AskAsync(user, new Ask(null, "local/sim-model", "How high is the tower?", Web: true), Found, Cites);

        var told = services.Vendors.Requests.Last().Body;
        told.ShouldContain("never instructions");
        told.ShouldContain("330 metres high");
        told.ShouldContain("How high is the tower?");
        told.ShouldNotContain("<script>");
        told.ShouldNotContain("system prompt. \\u003C/results");
        var history = await HistoryAsync(user, posted.ChatId);
        history.Messages[0].Text.ShouldBe("How high is the tower?");
        var answer = history.Messages[1];
        answer.Sources.Select(source => source.Url).Take(2).ShouldBe(["https://www.example.com/all?x=1&y=2", "https://forum.example.org/t/42"]);
        answer.Html!.ShouldContain("""<a class="cite" href="https://www.example.com/all?x=1&amp;y=2" target="_blank" rel="noopener nofollow" """);
        answer.Html!.ShouldNotContain("<img");
        answer.Generation!.CostCredits.ShouldBe(80);
    }

    [Fact]
    public async Task A_search_is_paid_once_and_only_with_an_answer()
    {
        var user = await services.PersonAsync();
        var before = await services.BalanceAsync(user);

        var failed = await services.AskAsync(user, new Ask(null, "local/sim-model", "How high?", Web: true), Found, Lost);
        (await services.BalanceAsync(user)).ShouldBe(before);
        (await HistoryAsync(user, failed.ChatId)).Messages[1].Generation!.State.ShouldBe("failed");

        var posted = await services.AskAsync(user, new Ask(null, "local/sim-model", "How high is the tower?", Web: true), Found, Cites);
        (await services.BalanceAsync(user)).ShouldBe(before with { Available = before.Available - 80 });

        // Asked again: the same pages, no second search, no second fee.
        var searches = Searches();
        var again = await services.AskAsync(user, new Ask(posted.ChatId, null, null, About: posted.MessageId), Cites);
        Searches().ShouldBe(searches);
        (await HistoryAsync(user, posted.ChatId)).Messages.Single(m => m.Id == again.MessageId).Sources.ShouldNotBeEmpty();
        services.Vendors.Requests.Last().Body.ShouldContain("330 metres high");
        (await services.BalanceAsync(user)).ShouldBe(before with { Available = before.Available - 80 });
    }

    [Fact]
    public async Task Without_enough_tokens_nothing_is_searched()
    {
        var user = await services.PersonAsync(credits: 79);
        var searches = Searches();

        (await RefusedAsync(user, new Ask(null, "local/sim-model", "How high?", Web: true))).ShouldBe("wallet.insufficient-credits");

        Searches().ShouldBe(searches);
    }

    [Fact]
    public async Task An_engine_that_fails_refuses_the_message_and_keeps_everything_as_it_was()
    {
        var user = await services.PersonAsync();
        var before = await services.BalanceAsync(user);
        services.Vendors.Next(new SimPlan(Fault: "500"));

        (await RefusedAsync(user, new Ask(null, "local/sim-model", "How high?", Web: true))).ShouldBe("chat.search-failed");

        (await services.BalanceAsync(user)).ShouldBe(before);
        (await services.InScopeAsync<AppDb, int>(db => db.Chats.CountAsync(c => c.WorkspaceId == user.WorkspaceId, Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task Visitors_cannot_search()
    {
        var visitor = new CurrentUser();
        visitor.ActsFor(new WorkspaceId(ChatPerson.NewId()), WorkspaceRole.Admin);

        (await RefusedAsync(visitor, new Ask(null, null, "How high?", Web: true))).ShouldBe("chat.sign-in-to-search");
    }

    [Fact]
    public async Task A_short_question_is_searched_with_the_one_before_it()
    {
        var user = await services.PersonAsync();
        var chat = (await services.AskAsync(user, new Ask(null, "local/sim-model", "Weather in Kyiv tomorrow"), Cites)).ChatId;

        await services.AskAsync(user, new Ask(chat, null, "And in Lviv?", Web: true), Found, Cites);

        services.Vendors.Requests.Last(request => request.Path == "/tavily/search").Body.ShouldContain("Weather in Kyiv tomorrow And in Lviv?");
    }

    [Fact]
    public async Task Files_and_copies_keep_the_sources()
    {
        var user = await services.PersonAsync();
        var posted = await services.AskAsync(user, new Ask(null, "local/sim-model", "How high is the tower?", Web: true), Found, Cites);

        await using var scope = services.Scope();
        var chat = (await ChatDocuments.ReadAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), user.WorkspaceId, posted.ChatId, withTexts: false, Ct))!;
        var markdown = MarkdownExport.Write(
            chat, scope.ServiceProvider.GetRequiredService<DocumentNames>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), DateTimeOffset.UnixEpoch);
        using var json = new MemoryStream();
        await JsonExport.WriteAsync(json, chat, DateTimeOffset.UnixEpoch, Ct);

        chat.Messages[1].Sources.Count.ShouldBeGreaterThan(2);
        markdown.ShouldContain("<https://www.example.com/all?x=1&y=2>");
        markdown.ShouldContain("\\<img src=x onerror=alert\\(2\\)\\> A forum");
        System.Text.Encoding.UTF8.GetString(json.ToArray()).ShouldContain("\"url\": \"https://forum.example.org/t/42\"");
    }

    private int Searches() => services.Vendors.Requests.Count(request => request.Path == "/tavily/search");

    private async Task<string> RefusedAsync(CurrentUser user, Ask ask)
    {
        var result = await services.InScopeAsync<AskHandler, Result<PostMessageResponse>>(handler => handler.HandleAsync(ChatPerson.NewId(), user, ask, Ct));
        result.Ok(out _, out var refusal).ShouldBeFalse();
        return refusal!.Code;
    }

    private async Task<ChatHistoryResponse> HistoryAsync(CurrentUser user, Guid chat)
    {
        await using var scope = services.Scope();
        return (await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), user.WorkspaceId, chat, new HistoryWindow(), Ct))!;
    }
}
