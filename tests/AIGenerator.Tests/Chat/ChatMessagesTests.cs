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
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>The built-in model without its pauses: the clock of these tests stands still.</summary>
public sealed class ChatServices(TestPostgres server) : TestServices(server)
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Providers:BuiltIn:Pace", "00:00:00")];
}

public sealed class ChatMessagesTests(ChatServices services) : IClassFixture<ChatServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_makes_a_chat_with_a_title_and_a_reply_that_ends()
    {
        var user = Visitor();

        var posted = await PostedAsync(user, new PostMessageRequest(null, null, "What is a wallet? Tell me more."));
        await EndAsync(posted.GenerationId);
        var history = (await HistoryAsync(user, posted.ChatId))!;

        history.Title.ShouldBe("What is a wallet?");
        history.Messages.Count.ShouldBe(2);
        history.Messages[1].ParentId.ShouldBe(posted.UserMessageId);
        history.Messages[1].Text.ShouldNotBeEmpty();
        history.Messages[1].Html!.ShouldStartWith("<");
        history.Messages[1].Generation!.State.ShouldBe("succeeded");
        history.Messages[1].Generation!.StopReason.ShouldBe("complete");
        history.Messages[1].Generation!.CostCredits.ShouldBe(0);
        history.Messages[1].Generation!.Provider.ShouldBe("built-in");
        history.Messages[1].Generation!.FellBackFrom.ShouldBeNull();
    }

    [Fact]
    public async Task The_receipt_says_who_answered_in_whose_place()
    {
        var user = Visitor();
        var posted = await PostedAsync(user, new PostMessageRequest(null, null, "Hello"));
        await EndAsync(posted.GenerationId);
        await services.ExecuteAsync("update chat.chats set running_replies = 1 where id = $1", posted.ChatId);
        await services.ExecuteAsync("update chat.messages set state = 'Running' where generation_id = $1", posted.GenerationId);
        var outcome = new TextOutcome(
            posted.GenerationId, GenerationState.Succeeded, StopReason.Complete, "Hi", "", null, null, Credits.Zero, "gpt-5.2", "openrouter", null,
            TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), new TextFallback("openai", "provider.overloaded"));

        await services.InScopeAsync<IServiceProvider>(scope => scope.GetServices<ITextOwner>().Single(owner => owner.Kind == "chat").FinishAsync(scope, outcome, Ct));

        var receipt = (await HistoryAsync(user, posted.ChatId))!.Messages[1].Generation!;
        receipt.Provider.ShouldBe("openrouter");
        receipt.FellBackFrom.ShouldBe("openai");
    }

    [Fact]
    public async Task The_same_key_twice_posts_once()
    {
        var user = Visitor();
        var id = NewId();
        var request = new PostMessageRequest(null, null, "Hello");

        var results = await Task.WhenAll(PostAsync(id, user, request), PostAsync(id, user, request));
        await EndAsync(id);
        var again = await PostAsync(id, user, request);

        var answers = results.Append(again).Select(result => result.Ok(out var value, out var refusal) ? value : throw new InvalidOperationException(refusal.Code)).ToList();
        answers.ShouldAllBe(answer => answer == answers[0]);
        (await services.QueryAsync<long>("select count(*) from chat.chats where workspace_id = $1", user.WorkspaceId.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_tabs_that_send_at_once_do_not_tear_the_chat()
    {
        var user = Visitor();
        var first = await PostedAsync(user, new PostMessageRequest(null, null, "Hello"));
        await EndAsync(first.GenerationId);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => PostAsync(NewId(), user, new PostMessageRequest(first.ChatId, null, $"Tab {i}"))));

        results.Count(result => result.Ok(out _, out _)).ShouldBeGreaterThan(0);
        results.Where(result => !result.Ok(out _, out _)).ShouldAllBe(result => CodeOf(result) == "chat.busy");
        var history = (await HistoryAsync(user, first.ChatId))!;
        history.Messages.Select(m => m.ParentId).ShouldBe(history.Messages.Take(history.Messages.Count - 1).Select(m => (Guid?)m.Id).Prepend(null));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_and_a_visitor_gets_only_the_built_in_model()
    {
        var posted = await PostedAsync(Visitor(), new PostMessageRequest(null, null, "Mine"));

        (await HistoryAsync(Visitor(), posted.ChatId)).ShouldBeNull();
        CodeOf(await PostAsync(NewId(), Visitor(), new PostMessageRequest(posted.ChatId, null, "Mine?"))).ShouldBe("chat.unknown");
        CodeOf(await PostAsync(NewId(), Visitor(), new PostMessageRequest(null, "gpt-5.2", "Hi"))).ShouldBe("chat.sign-in-for-model");
        CodeOf(await PostAsync(NewId(), Visitor(), new PostMessageRequest(null, "no-such-model", "Hi"))).ShouldBe("models.unknown");
        CodeOf(await PostAsync(NewId(), Visitor(), new PostMessageRequest(null, null, " \n "))).ShouldBe("chat.blank-message");
    }

    [Theory]
    [InlineData("Hello there", "Hello there")]
    [InlineData("  \n# Як справи? Розкажи.", "Як справи?")]
    [InlineData("```\nx\n```", "x")]
    [InlineData("One. Two", "One")]
    [InlineData("**Зроби** план на __тиждень__ і `run.sh`", "Зроби план на тиждень і run.sh")]
    [InlineData("Read [the guide](https://example.com/a) ![a cat](/cat.png)", "Read the guide a cat")]
    [InlineData("What does __init__.py do with 2 ** 3 ** 4?", "What does __init__.py do with 2 ** 3 ** 4?")]
    public void A_title_is_the_first_sentence(string message, string title) => ChatTitle.From(message).ShouldBe(title);

    [Fact]
    public void A_long_title_ends_at_a_word()
    {
        var title = ChatTitle.From(string.Join(' ', Enumerable.Repeat("слово", 40)));

        title.Length.ShouldBeLessThanOrEqualTo(60);
        title.ShouldEndWith("слово…");
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static CurrentUser Visitor()
    {
        var user = new CurrentUser();
        user.ActsFor(new WorkspaceId(NewId()), WorkspaceRole.Member);
        return user;
    }

    private static string? CodeOf(Result<PostMessageResponse> result) => result.Ok(out _, out var refusal) ? null : refusal.Code;

    private Task<Result<PostMessageResponse>> PostAsync(Guid id, CurrentUser user, PostMessageRequest request) =>
        services.InScopeAsync<AskHandler, Result<PostMessageResponse>>(handler => handler.HandleAsync(id, user, request.ToAsk(), Ct));

    private async Task<PostMessageResponse> PostedAsync(CurrentUser user, PostMessageRequest request)
    {
        (await PostAsync(NewId(), user, request)).Ok(out var posted, out var refusal).ShouldBeTrue(refusal?.Code);
        return posted!;
    }

    private async Task<ChatHistoryResponse?> HistoryAsync(CurrentUser user, Guid chat)
    {
        await using var scope = services.Scope();
        return await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), user.WorkspaceId, chat, new HistoryWindow(), Ct);
    }

    private async Task EndAsync(Guid generation)
    {
        if (services.Provider.GetRequiredService<LiveTexts>().TryGet(generation, out var live))
        {
            await live.Ended.Task;
        }
    }
}
