using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Tests.Chat;

/// <summary>Messages are a tree: nothing that was written is ever overwritten.</summary>
public sealed class TreeTests(ChatServices services) : IClassFixture<ChatServices>
{
    [Fact]
    public async Task An_edited_message_begins_a_branch_and_the_old_one_stays()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");
        var second = await person.SayAsync("Two", first.ChatId);

        var edited = await person.AskAsync(new Ask(first.ChatId, null, "Two, but different", Edits: second.UserMessageId));
        var history = await person.HistoryAsync(first.ChatId);
        var old = await person.HistoryAsync(first.ChatId, new HistoryWindow(Around: second.MessageId));

        history.Messages.Select(m => m.Text).ShouldNotContain("Two");
        history.Messages.Single(m => m.Id == edited.UserMessageId).Siblings.ShouldBe([second.UserMessageId, edited.UserMessageId]);
        history.LeafId.ShouldBe(edited.MessageId);
        old.Messages.Select(m => m.Id).ShouldBe([first.UserMessageId, first.MessageId, second.UserMessageId, second.MessageId]);
        old.LeafId.ShouldBe(second.MessageId);
    }

    [Fact]
    public async Task The_first_message_can_be_edited_too()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");

        var edited = await person.AskAsync(new Ask(first.ChatId, null, "Uno", Edits: first.UserMessageId));
        var history = await person.HistoryAsync(first.ChatId);

        history.Messages.Select(m => m.Id).ShouldBe([edited.UserMessageId, edited.MessageId]);
        history.Messages[0].Siblings.ShouldBe([first.UserMessageId, edited.UserMessageId]);
    }

    [Fact]
    public async Task Another_answer_stands_beside_the_first()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");

        var again = await person.AskAsync(new Ask(first.ChatId, null, null, About: first.MessageId, Wish: AnswerWish.Shorter));
        var history = await person.HistoryAsync(first.ChatId);

        again.UserMessageId.ShouldBe(first.UserMessageId);
        history.Messages.Select(m => m.Id).ShouldBe([first.UserMessageId, again.MessageId]);
        history.Messages[1].Siblings.ShouldBe([first.MessageId, again.MessageId]);
    }

    [Fact]
    public async Task The_rest_of_an_answer_stands_below_it_and_is_asked_for_again_as_a_rest()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");

        var rest = await person.AskAsync(new Ask(first.ChatId, null, null, About: first.MessageId, Wish: AnswerWish.Continue));
        var other = await person.AskAsync(new Ask(first.ChatId, null, null, About: rest.MessageId));
        var history = await person.HistoryAsync(first.ChatId);

        rest.UserMessageId.ShouldBe(first.MessageId);
        history.Messages.Select(m => m.Id).ShouldBe([first.UserMessageId, first.MessageId, other.MessageId]);
        history.Messages[2].Siblings.ShouldBe([rest.MessageId, other.MessageId]);
        CodeOf(await person.TryAskAsync(new Ask(first.ChatId, null, null, About: first.UserMessageId, Wish: AnswerWish.Continue))).ShouldBe("chat.nothing-to-continue");
    }

    [Fact]
    public async Task A_message_follows_the_one_that_its_writer_saw()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");
        await person.SayAsync("Two", first.ChatId);

        var late = await person.AskAsync(new Ask(first.ChatId, null, "Also two", ParentId: first.MessageId));
        var history = await person.HistoryAsync(first.ChatId);

        history.Messages.Select(m => m.Id).ShouldBe([first.UserMessageId, first.MessageId, late.UserMessageId, late.MessageId]);
    }

    [Fact]
    public async Task Messages_of_other_chats_are_no_parents()
    {
        var person = new ChatPerson(services);
        var mine = await person.SayAsync("One");
        var other = await person.SayAsync("Other chat");
        var stranger = await new ChatPerson(services).SayAsync("Stranger");

        foreach (var foreign in new[] { other.MessageId, stranger.MessageId, ChatPerson.NewId() })
        {
            CodeOf(await person.TryAskAsync(new Ask(mine.ChatId, null, "Hi", ParentId: foreign))).ShouldBe("chat.unknown-message");
            CodeOf(await person.TryAskAsync(new Ask(mine.ChatId, null, "Hi", Edits: foreign))).ShouldBe("chat.unknown-message");
            CodeOf(await person.TryAskAsync(new Ask(mine.ChatId, null, null, About: foreign))).ShouldBe("chat.unknown-message");
        }

        CodeOf(await person.TryAskAsync(new Ask(mine.ChatId, null, "Hi", Edits: mine.MessageId))).ShouldBe("chat.not-yours");
    }

    [Fact]
    public async Task Answers_are_asked_for_once_for_one_key()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("One");
        var key = ChatPerson.NewId();
        var ask = new Ask(first.ChatId, null, null, About: first.MessageId);

        await Task.WhenAll(person.TryAskAsync(ask, key), person.TryAskAsync(ask, key));
        await person.TryAskAsync(ask, key);

        (await services.QueryAsync<long>("select count(*) from chat.messages where chat_id = $1 and role = 'Assistant'", first.ChatId)).ShouldBe(2);
    }

    [Fact]
    public async Task A_long_branch_is_read_in_windows()
    {
        var person = new ChatPerson(services);
        var first = await person.SayAsync("0");
        for (var i = 1; i < 6; i++)
        {
            await person.SayAsync($"{i}", first.ChatId);
        }

        var end = await person.HistoryAsync(first.ChatId, new HistoryWindow(Size: 5));
        var before = await person.HistoryAsync(first.ChatId, new HistoryWindow(Before: end.Messages[0].Id, Size: 5));
        var start = await person.HistoryAsync(first.ChatId, new HistoryWindow(Before: before.Messages[0].Id, Size: 5));
        var after = await person.HistoryAsync(first.ChatId, new HistoryWindow(After: start.Messages[^1].Id, Size: 5));
        var around = await person.HistoryAsync(first.ChatId, new HistoryWindow(Around: before.Messages[2].Id, Size: 4));

        end.Messages.Count.ShouldBe(5);
        (end.HasEarlier, end.HasLater).ShouldBe((true, false));
        start.Messages.Count.ShouldBe(2);
        (start.HasEarlier, start.HasLater).ShouldBe((false, true));
        after.Messages.Select(m => m.Id).ShouldBe(before.Messages.Select(m => m.Id));
        (after.HasEarlier, after.HasLater).ShouldBe((true, true));
        around.Messages.Select(m => m.Id).ShouldBe([.. before.Messages.Skip(2).Select(m => m.Id), end.Messages[0].Id]);
    }

    private static string? CodeOf(Result<PostMessageResponse> result) => result.Ok(out _, out var refusal) ? null : refusal.Code;
}
