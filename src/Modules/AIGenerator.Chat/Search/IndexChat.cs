using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Search;

/// <summary>
/// Writes a chat's title and its finished messages that search does not know yet. Beside the reply's own transaction: no money waits for an
/// index, and a text that is still growing once a second is not indexed at all.
/// </summary>
internal sealed record IndexChat(Guid ChatId) : IJob
{
    public static string JobName => "chat.index";
}

internal sealed class IndexChatHandler(AppDb db) : IJobHandler<IndexChat>
{
    private const int Batch = 100;
    private const int ShortestKnown = NearWords.Shortest;
    private const int LongestKnown = 24;

    public async Task HandleAsync(IndexChat job, JobRun run, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().Where(c => c.Id == job.ChatId).Select(c => new { c.Id, c.WorkspaceId, c.Title, c.ExpiresAt }).FirstOrDefaultAsync(ct);
        if (chat is null)
        {
            return;
        }

        if (chat.ExpiresAt is not null)
        {
            await db.Chats.Where(c => c.Id == chat.Id).ExecuteUpdateAsync(row => row.SetProperty(c => c.IsSearchStale, false), ct);
            return;
        }

        await WriteTitleAsync(chat.Id, chat.WorkspaceId, chat.Title, ct);
        while (await WriteMessagesAsync(chat.Id, chat.WorkspaceId, ct) == Batch)
        {
        }

        await ClearAsync(chat.Id, chat.Title, ct);
    }

    // Last, and only where nothing was written meanwhile: killed before, the chat is still marked and the sweep finds it.
    private Task<int> ClearAsync(Guid chat, string title, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        update chat.chats c set is_search_stale = false
        where c.id = {chat} and c.title = {title} and not exists (
            select 1 from chat.messages m
            where m.chat_id = c.id and coalesce(m.state, '') not in ('Queued', 'Running') and not exists (select 1 from chat.search_texts s where s.id = m.id))
        """,
        ct);

    private async Task WriteTitleAsync(Guid chat, WorkspaceId workspace, string title, CancellationToken ct)
    {
        var words = Words.SetOf(title, Lexemes.MostWords);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into chat.search_texts as known (id, chat_id, workspace_id, words)
            select c.id, c.id, c.workspace_id, {Lexemes.Vector(workspace, isTitle: true, words)}::tsvector from chat.chats c where c.id = {chat}
            on conflict (id) do update set words = excluded.words where known.words <> excluded.words
            """,
            ct);
        await LearnAsync(words, ct);
    }

    private async Task<int> WriteMessagesAsync(Guid chat, WorkspaceId workspace, CancellationToken ct)
    {
        var texts = await db.Database.SqlQuery<UnknownText>(
            $"""
            select m.id as "Id", case when m.is_picture then '' else m.text end as "Text" from chat.messages m
            where m.chat_id = {chat} and coalesce(m.state, '') not in ('Queued', 'Running') and not exists (select 1 from chat.search_texts s where s.id = m.id)
            order by m.id limit {Batch}
            """).ToListAsync(ct);
        if (texts.Count == 0)
        {
            return 0;
        }

        var words = texts.ConvertAll(text => Words.SetOf(text.Text, Lexemes.MostWords));
        var ids = texts.Select(text => text.Id).ToArray();
        var vectors = words.Select(set => Lexemes.Vector(workspace, isTitle: false, set)).ToArray();

        // Joined, so that a message deleted in this moment is no error.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into chat.search_texts (id, chat_id, workspace_id, message_id, words)
            select m.id, m.chat_id, {workspace.Value}, m.id, t.words::tsvector from unnest({ids}, {vectors}) as t (id, words) join chat.messages m on m.id = t.id
            on conflict (id) do nothing
            """,
            ct);
        await LearnAsync(words.SelectMany(set => set), ct);
        return texts.Count;
    }

    // In one order: two jobs with the same new words wait for each other instead of locking up.
    private async Task LearnAsync(IEnumerable<string> words, CancellationToken ct)
    {
        var known = words.Where(word => word.Length is >= ShortestKnown and <= LongestKnown && word.All(char.IsLetter))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into chat.search_words (word)
            select w from unnest({known}) as w where not exists (select 1 from chat.search_words k where k.word = w) order by w
            on conflict do nothing
            """,
            ct);
    }

    private sealed record UnknownText(Guid Id, string Text);
}

/// <summary>Indexes what is marked stale: chats from before there was search, imported ones, and what a lost job left.</summary>
internal sealed record IndexStaleChats : IJob
{
    public static string JobName => "chat.index-stale";
}

internal sealed class IndexStaleChatsHandler(AppDb db, IndexChatHandler index) : IJobHandler<IndexStaleChats>
{
    public async Task HandleAsync(IndexStaleChats job, JobRun run, CancellationToken ct)
    {
        for (var last = Guid.Empty; ;)
        {
            // A chat that is written to meanwhile stays marked: the next run's.
            var stale = await db.Chats.AsNoTracking().Where(c => c.IsSearchStale && c.Id > last).OrderBy(c => c.Id).Select(c => c.Id).Take(100).ToListAsync(ct);
            if (stale.Count == 0)
            {
                return;
            }

            last = stale[^1];

            foreach (var chat in stale)
            {
                await index.HandleAsync(new IndexChat(chat), run, ct);
            }
        }
    }
}
