using AIGenerator.Chat.Search;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;

namespace AIGenerator.Tests.Chat;

public sealed class SearchTests(ChatServices services) : IClassFixture<ChatServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly WorkspaceId _workspace = new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

    [Theory]
    [InlineData("Як оплатити рахунок за комп’ютер?", "комп'ютер")]
    [InlineData("Що робить ґрунтовка на їжакові", "грунтовка")]
    [InlineData("Как испечь ёлочное печенье", "елочное")]
    [InlineData("Gdzie jest Żółć i łódka", "zolc lodka")]
    [InlineData("Wie groß ist die Straße?", "strasse")]
    [InlineData("¿Cuándo será la reunión mañana?", "reunion manana")]
    [InlineData("Don't forget the naïve café", "dont naive cafe")]
    [InlineData("user_name=PostMessageHandler#42", "postmessagehandler 42")]
    [InlineData("Як оплатити РАХУНОК", "рахунок")]
    public async Task Words_are_found_in_every_script_with_and_without_marks(string text, string query)
    {
        var chat = await ChatAsync("Title", text);

        var found = (await FindAsync(query)).Items.ShouldHaveSingleItem();

        found.Id.ShouldBe(chat);
        var message = found.Messages.ShouldHaveSingleItem();
        message.Role.ShouldBe("user");
        message.Snippet.ShouldContain(piece => piece.IsMatch);
        string.Concat(message.Snippet.Select(piece => piece.Text)).ShouldBe(text);
    }

    [Theory]
    [InlineData("програмування", "прогарамування")]
    [InlineData("програмування", "програмуваня")]
    [InlineData("invoice", "invocie")]
    [InlineData("архітектура", "архітиктура")]
    [InlineData("рахунок", "рахунку")]
    [InlineData("Rechnung", "Rehcnung")]
    public async Task A_mistyped_word_is_found_and_the_right_one_marked(string word, string typed)
    {
        await ChatAsync("Title", $"Something about {word} here");

        var found = (await FindAsync(typed)).Items.ShouldHaveSingleItem();

        found.Messages[0].Snippet.Single(piece => piece.IsMatch).Text.ShouldBe(word);
    }

    [Fact]
    public async Task The_beginning_of_a_word_is_enough_and_all_words_have_to_be_there()
    {
        var chat = await ChatAsync("Title", "Quarterly budget of the marketing department");
        await ChatAsync("Other", "Quarterly weather");

        (await FindAsync("quart bud")).Items.ShouldHaveSingleItem().Id.ShouldBe(chat);
        (await FindAsync("quart zzzzq")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Titles_come_first_and_then_the_newest_message()
    {
        var old = await ChatAsync("Old", "pelican in the message");
        var title = await ChatAsync("The pelican", "nothing of that sort");
        var newest = await ChatAsync("New", "another pelican");

        var found = (await FindAsync("pelican")).Items;

        found.Select(chat => chat.Id).ShouldBe([title, newest, old]);
        found[0].Messages.ShouldBeEmpty();
        found[0].Title.ShouldBe([new SnippetPiece("The ", false), new SnippetPiece("pelican", true)]);
    }

    [Fact]
    public async Task What_is_found_as_typed_stands_before_what_resembles_it()
    {
        var exact = await ChatAsync("One", "the marble table");
        var near = await ChatAsync("Two", "the marbel table");

        (await FindAsync("marble")).Items.Select(chat => chat.Id).ShouldBe([exact, near]);
    }

    [Fact]
    public async Task Nothing_of_another_workspace_or_of_a_deleted_chat_is_found()
    {
        await ChatAsync("Zeppelin", "zeppelin", workspace: new WorkspaceId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())));
        var deleted = await ChatAsync("Zeppelin", "zeppelin");
        await services.ExecuteAsync("update chat.chats set deleted_at = now() where id = $1", deleted);
        var erased = await ChatAsync("Zeppelin", "zeppelin");
        await services.ExecuteAsync("delete from chat.chats where id = $1", erased);

        (await FindAsync("zeppelin")).Items.ShouldBeEmpty();
        (await FindAsync("zepelin")).Items.ShouldBeEmpty();
        (await services.QueryAsync<long>("select count(*) from chat.search_texts where chat_id = $1", erased)).ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_message_and_all_below_it_are_found_again_only_once_they_are_back()
    {
        var chat = await ChatAsync("Title", "the ocelot above");
        var deleted = await MessageAsync(chat, "an ocelot asks", null);
        var below = await MessageAsync(chat, "an ocelot answers", "Succeeded", deleted);
        await IndexAsync(chat);

        await services.ExecuteAsync("update chat.messages set deleted_at = now() where id = $1", deleted);
        var without = (await FindAsync("ocelot")).Items.ShouldHaveSingleItem().Messages;
        await services.ExecuteAsync("update chat.messages set deleted_at = null where id = $1", deleted);
        var with = (await FindAsync("ocelot")).Items.ShouldHaveSingleItem().Messages;
        await services.ExecuteAsync("delete from chat.messages where id = $1", deleted);

        string.Concat(without.ShouldHaveSingleItem().Snippet.Select(piece => piece.Text)).ShouldBe("the ocelot above");
        with.Select(message => message.Id).Take(2).ShouldBe([below, deleted]);
        (await services.QueryAsync<long>("select count(*) from chat.search_texts where message_id is not null and chat_id = $1", chat)).ShouldBe(1);
    }

    [Fact]
    public async Task Markup_in_titles_and_messages_stays_plain_text()
    {
        await ChatAsync("<img src=x onerror=alert(1)> gecko", "<script>alert('gecko')</script> & <b>gecko</b>");

        var found = (await FindAsync("gecko")).Items.ShouldHaveSingleItem();

        string.Concat(found.Title.Select(piece => piece.Text)).ShouldBe("<img src=x onerror=alert(1)> gecko");
        string.Concat(found.Messages[0].Snippet.Select(piece => piece.Text)).ShouldBe("<script>alert('gecko')</script> & <b>gecko</b>");
        found.Messages[0].Snippet.Where(piece => piece.IsMatch).ShouldAllBe(piece => piece.Text == "gecko");
    }

    [Fact]
    public async Task A_reply_is_not_indexed_before_it_ends()
    {
        var chat = await ChatAsync("Title", "question");
        var reply = await MessageAsync(chat, "growing kumquat", "Running");
        await IndexAsync(chat);
        (await FindAsync("kumquat")).Items.ShouldBeEmpty();

        await services.ExecuteAsync("update chat.messages set state = 'Succeeded' where id = $1", reply);
        await IndexAsync(chat);

        var message = (await FindAsync("kumquat")).Items.ShouldHaveSingleItem().Messages.ShouldHaveSingleItem();
        message.Id.ShouldBe(reply);
        message.Role.ShouldBe("assistant");
    }

    [Fact]
    public async Task A_renamed_chat_is_found_by_its_new_title_only_and_stale_ones_are_swept()
    {
        var chat = await ChatAsync("Walrus", "text");
        await services.ExecuteAsync("update chat.chats set title = 'Narwhal', is_search_stale = true where id = $1", chat);

        await services.InScopeAsync<IndexStaleChatsHandler>(handler => handler.HandleAsync(new IndexStaleChats(), new JobRun(chat, 1), Ct));

        (await FindAsync("walrus")).Items.ShouldBeEmpty();
        (await FindAsync("narwhal")).Items.ShouldHaveSingleItem().Id.ShouldBe(chat);
        (await services.QueryAsync<bool>("select is_search_stale from chat.chats where id = $1", chat)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_chat_that_changes_while_it_is_indexed_stays_marked()
    {
        var chat = await ChatAsync("Marked", "text");
        await services.ExecuteAsync("update chat.chats set is_search_stale = true, title = 'Renamed meanwhile' where id = $1", chat);
        await services.ExecuteAsync("create or replace function chat.rename_meanwhile() returns trigger language plpgsql as $$ begin update chat.chats set title = 'Again' where id = new.chat_id; return new; end $$");
        await services.ExecuteAsync("create trigger rename_meanwhile after insert or update on chat.search_texts for each row execute function chat.rename_meanwhile()");
        try
        {
            await IndexAsync(chat);
        }
        finally
        {
            await services.ExecuteAsync("drop trigger rename_meanwhile on chat.search_texts");
        }

        (await services.QueryAsync<bool>("select is_search_stale from chat.chats where id = $1", chat)).ShouldBeTrue();
        await IndexAsync(chat);
        (await services.QueryAsync<bool>("select is_search_stale from chat.chats where id = $1", chat)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("'\"&|!:*()<->\\")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    [InlineData("%_%")]
    public async Task A_query_of_signs_finds_nothing_and_breaks_nothing(string query)
    {
        await ChatAsync("Title", "text");

        (await FindAsync(query)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a'); drop table chat.chats; --")]
    [InlineData("text:* | !title & 'x'")]
    [InlineData("𝒜𝓃 𝟙𝟚 漢字 ไทย हिन्दी")]
    public async Task Words_among_signs_are_only_words(string query)
    {
        await ChatAsync("Title", query);

        (await FindAsync(query)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_query_of_ten_thousand_characters_is_answered()
    {
        await ChatAsync("Title", "word and more");

        (await FindAsync(string.Concat(Enumerable.Repeat("word ", 2000)))).Items.ShouldHaveSingleItem();
        (await FindAsync(new string('x', 10_000))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_bring_every_chat_once_and_a_made_up_cursor_nothing()
    {
        var chats = new List<Guid>();
        for (var i = 0; i < 47; i++)
        {
            chats.Add(await ChatAsync($"Chat {i}", "ubiquitous"));
        }

        var found = new List<Guid>();
        string? after = null;
        do
        {
            var page = await FindAsync("ubiquitous", after);
            found.AddRange(page.Items.Select(chat => chat.Id));
            after = page.Next;
        }
        while (after is not null);

        found.ShouldBe(chats.AsEnumerable().Reverse());
        (await FindAsync("ubiquitous", "e'; --")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_chat_whose_title_matches_is_found_page_by_page()
    {
        var chats = new List<Guid>();
        for (var i = 0; i < 45; i++)
        {
            chats.Add(await ChatAsync($"Gazette {i}", i % 2 == 0 ? "a gazette too" : "nothing of that sort"));
        }

        chats.Insert(0, await ChatAsync("Other", "the gazette came"));
        var found = new List<Guid>();
        string? after = null;
        do
        {
            var page = await FindAsync("gazette", after);
            found.AddRange(page.Items.Select(chat => chat.Id));
            after = page.Next;
        }
        while (after is not null);

        found.ShouldBe(chats.AsEnumerable().Reverse());
        (await FindAsync("gazette", "et99999999999")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_match_deep_in_a_long_text_is_shown_with_what_stands_around_it()
    {
        await ChatAsync("Title", string.Concat(Enumerable.Repeat("filler words\n", 1000)) + "then the\n\n  platypus appears " + string.Concat(Enumerable.Repeat("and more ", 200)));

        var snippet = (await FindAsync("platypus")).Items[0].Messages[0].Snippet;

        var text = string.Concat(snippet.Select(piece => piece.Text));
        text.ShouldStartWith("…");
        text.ShouldEndWith("…");
        text.ShouldContain("then the platypus appears");
        text.Length.ShouldBeLessThan(180);
    }

    [Theory]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("abcd", "abc", 1)]
    [InlineData("abcd", "wxyz", 3)]
    [InlineData("рахунок", "рахунку", 2)]
    public void Distance_counts_slips_of_the_finger(string one, string other, int distance) => NearWords.Distance(one, other, 2).ShouldBe(distance);

    private async Task<Guid> ChatAsync(string title, string text, WorkspaceId? workspace = null)
    {
        services.Clock.Advance(TimeSpan.FromSeconds(1));
        var chat = Guid.CreateVersion7(services.Clock.GetUtcNow());
        await services.ExecuteAsync(
            "insert into chat.chats (id, workspace_id, title, model, created_at, updated_at) values ($1, $2, $3, 'built-in', $4, $4)",
            chat, (workspace ?? _workspace).Value, title, services.Clock.GetUtcNow());
        await MessageAsync(chat, text, null);
        await IndexAsync(chat);
        return chat;
    }

    private async Task<Guid> MessageAsync(Guid chat, string text, string? state, Guid? parent = null)
    {
        services.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = Guid.CreateVersion7(services.Clock.GetUtcNow());
        await services.ExecuteAsync(
            """
            insert into chat.messages (id, chat_id, parent_id, role, text, reasoning, model, generation_id, state, held_credits, cost_credits, created_at)
            select $1, $2, $6::uuid, case when $4 = '' then 'User' else 'Assistant' end, $3, '', nullif($4, ''), case when $4 = '' then null else $1 end, nullif($4, ''), 0, 0, $5
            """,
            id, chat, text, state ?? "", services.Clock.GetUtcNow(), (object?)parent ?? DBNull.Value);
        return id;
    }

    private Task IndexAsync(Guid chat) => services.InScopeAsync<IndexChatHandler>(handler => handler.HandleAsync(new IndexChat(chat), new JobRun(chat, 1), Ct));

    private Task<SearchChatsResponse> FindAsync(string query, string? after = null) =>
        services.InScopeAsync<ChatSearch, SearchChatsResponse>(search => search.FindAsync(_workspace, query, after, Ct));
}
