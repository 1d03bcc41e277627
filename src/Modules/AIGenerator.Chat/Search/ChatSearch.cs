using System.Globalization;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Search;

/// <summary>Finds chats of a workspace by what was said in them.</summary>
internal sealed class ChatSearch(AppDb db)
{
    private const int PageSize = 20;
    private const int MessagesOfChat = 3;

    // The newest matches that one page looks at; a word that is everywhere costs no more.
    private const int Window = 1_000;

    // Fewer chats than this and mistyped words are considered.
    private const int Enough = 3;
    private const int MostNear = 60;
    private const int MostForms = 24;

    // A snippet of a text is looked for in this much of it.
    private const int LongestLook = 40_000;

    public async Task<SearchChatsResponse> FindAsync(WorkspaceId workspace, string query, string? after, CancellationToken ct)
    {
        var terms = SearchTerm.Of(query);
        var cursor = SearchCursor.Parse(after);
        if (terms.Count == 0 || (after is not null && cursor is null))
        {
            return new SearchChatsResponse([], null);
        }

        if (cursor is { IsNear: true })
        {
            return await PageAsync(workspace, await WithNearAsync(terms, ct), cursor, ct);
        }

        var exact = await PageAsync(workspace, terms, cursor ?? new SearchCursor(false, null), ct);
        if (cursor is not null || exact.Items.Count >= Enough || terms.All(term => term.Forms[0].Length < NearWords.Shortest))
        {
            return exact;
        }

        // What was found as typed stays in front of what only resembles it.
        var near = await PageAsync(workspace, await WithNearAsync(terms, ct), new SearchCursor(true, null), ct);
        var known = exact.Items.Select(chat => chat.Id).ToHashSet();
        return new SearchChatsResponse([.. exact.Items, .. near.Items.Where(chat => !known.Contains(chat.Id))], near.Next);
    }

    private async Task<SearchChatsResponse> PageAsync(WorkspaceId workspace, IReadOnlyList<SearchTerm> terms, SearchCursor cursor, CancellationToken ct)
    {
        var wantedTitle = Lexemes.Query(workspace, isTitle: true, terms);
        var titles = cursor.From is null ? await TitlesAsync(workspace, wantedTitle, cursor.Titles, ct) : [];
        var matches = await MatchesAsync(workspace, Lexemes.Query(workspace, isTitle: false, terms), cursor.From, ct);
        if (titles.Count + matches.Count == 0)
        {
            return new SearchChatsResponse([], null);
        }

        var hidden = matches.Count > 0 ? await HiddenAsync(workspace, ct) : [];
        var seen = matches.Take(Window).Where(match => !hidden.Contains(match.Id)).ToList();
        var named = await NamedAsync(seen, wantedTitle, ct);
        var order = titles.Concat(seen.Select(match => match.ChatId).Where(id => !named.Contains(id))).Distinct().ToList();
        var shown = order.Take(PageSize).ToHashSet();
        var firstLeft = order.Count > PageSize ? seen.Find(match => !shown.Contains(match.ChatId) && !named.Contains(match.ChatId)) : null;
        var chats = await ChatsAsync(workspace, shown, ct);
        var messages = await MessagesAsync(seen.Where(match => chats.ContainsKey(match.ChatId)), ct);

        var items = order.Take(PageSize).Where(chats.ContainsKey).Select(id => new FoundChat(
            id,
            Snippet.Whole(chats[id].Title, terms),
            chats[id].UpdatedAt,
            chats[id].IsArchived,
            [.. messages[id].Select(message => new FoundMessage(
                message.Id,
                message.Role switch { MessageRole.User => "user", MessageRole.Assistant => "assistant" },
                message.CreatedAt,
                Snippet.Around(message.Text, terms, isMarkdown: message.Role == MessageRole.Assistant)))]));

        // The next page goes on with titles; then with the first chat that found no room, or behind the window.
        var next = firstLeft?.Id ?? (matches.Count > Window ? matches[Window].Id : (Guid?)null);
        var cursorOfNext = titles.Count > PageSize ? cursor with { Titles = cursor.Titles + PageSize } : next is null ? null : new SearchCursor(cursor.IsNear, next);
        return new SearchChatsResponse([.. items], cursorOfNext?.ToString());
    }

    private async Task<List<Guid>> TitlesAsync(WorkspaceId workspace, string wanted, int skip, CancellationToken ct) => await db.Database.SqlQuery<Guid>(
        $"""
        select c.id as "Value" from chat.search_texts s join chat.chats c on c.id = s.chat_id
        where s.workspace_id = {workspace.Value} and s.words @@ {wanted}::tsquery and c.deleted_at is null
        order by c.updated_at desc, c.id desc limit {PageSize + 1} offset {skip}
        """).ToListAsync(ct);

    // Chats whose titles match have their place among the titles.
    private async Task<HashSet<Guid>> NamedAsync(List<Match> matches, string wanted, CancellationToken ct)
    {
        var chats = matches.Select(match => match.ChatId).Distinct().ToArray();
        return chats.Length == 0 ? [] : [.. await db.Database.SqlQuery<Guid>(
            $"""select s.id as "Value" from chat.search_texts s where s.id = any({chats}) and s.words @@ {wanted}::tsquery""").ToListAsync(ct)];
    }

    private async Task<List<Match>> MatchesAsync(WorkspaceId workspace, string wanted, Guid? from, CancellationToken ct) => await db.Database.SqlQuery<Match>(
        $"""
        select m.id as "Id", m.chat_id as "ChatId" from chat.matching_messages({workspace.Value}, {wanted}::tsquery, {from}::uuid, {Window + 1}) m
        order by m.id desc
        """).ToListAsync(ct);

    // A deleted message hides everything below it. It is erased after ten minutes: there are never many.
    private async Task<HashSet<Guid>> HiddenAsync(WorkspaceId workspace, CancellationToken ct) => [.. await db.Database.SqlQuery<Guid>(
        $"""
        with recursive hidden as (
            select m.id from chat.messages m join chat.chats c on c.id = m.chat_id where m.deleted_at is not null and c.workspace_id = {workspace.Value}
            union
            select m.id from hidden h join chat.messages m on m.parent_id = h.id)
        select id as "Value" from hidden
        """).ToListAsync(ct)];

    private async Task<Dictionary<Guid, ChatHead>> ChatsAsync(WorkspaceId workspace, HashSet<Guid> ids, CancellationToken ct) => await db.Chats.AsNoTracking()
        .Where(c => ids.Contains(c.Id) && c.WorkspaceId == workspace && c.DeletedAt == null && c.ExpiresAt == null)
        .Select(c => new ChatHead(c.Id, c.Title, c.UpdatedAt, c.ArchivedAt != null)).ToDictionaryAsync(c => c.Id, ct);

    private async Task<ILookup<Guid, MessageText>> MessagesAsync(IEnumerable<Match> matches, CancellationToken ct)
    {
        var ids = matches.GroupBy(match => match.ChatId).SelectMany(chat => chat.Take(MessagesOfChat)).Select(match => match.Id).ToList();
        var texts = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).OrderByDescending(m => m.Id)
            .Select(m => new MessageText(m.Id, m.ChatId, m.Role, m.CreatedAt, m.Text.Substring(0, LongestLook))).ToListAsync(ct);
        return texts.ToLookup(text => text.ChatId);
    }

    private async Task<IReadOnlyList<SearchTerm>> WithNearAsync(IReadOnlyList<SearchTerm> terms, CancellationToken ct)
    {
        var wider = new List<SearchTerm>();
        foreach (var term in terms)
        {
            var typed = term.Forms[0];
            if (typed.Length < NearWords.Shortest)
            {
                wider.Add(term);
                continue;
            }

            var similar = await db.Database.SqlQuery<string>($"""select w as "Value" from chat.similar_words({typed}, {MostNear}) as w""").ToListAsync(ct);
            wider.Add(term with { Forms = [typed, .. similar.Where(word => word != typed && NearWords.IsNear(typed, word)).Take(MostForms)] });
        }

        return wider;
    }

    private sealed record Match(Guid Id, Guid ChatId);

    private sealed record ChatHead(Guid Id, string Title, DateTimeOffset UpdatedAt, bool IsArchived);

    private sealed record MessageText(Guid Id, Guid ChatId, MessageRole Role, DateTimeOffset CreatedAt, string Text);
}

/// <summary>Where a page of results begins, among the exact or the near matches: behind so many titles, or with a message.</summary>
internal sealed record SearchCursor(bool IsNear, Guid? From, int Titles = 0)
{
    private const int MostTitles = 100_000;

    public static SearchCursor? Parse(string? text) => text switch
    {
        ['e' or 'n', 't', ..] when int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var titles) && titles <= MostTitles =>
            new SearchCursor(text[0] == 'n', null, titles),
        ['e' or 'n', ..] when Guid.TryParseExact(text.AsSpan(1), "N", out var from) => new SearchCursor(text[0] == 'n', from),
        _ => null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsNear ? 'n' : 'e')}{(From is { } from ? from.ToString("N") : $"t{Titles}")}");
}
