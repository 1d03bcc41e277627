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

    // A snippet of a text is looked for in its beginning, and where that does not do, in this much of it.
    private const int FirstLook = 2_000;
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
        var places = await FindAsync(workspace, terms, cursor, ct);
        if (places.Count == 0)
        {
            return new SearchChatsResponse([], null);
        }

        var titles = places.Where(place => place.IsTitle).Select(place => place.ChatId).ToList();
        var matches = places.Where(place => !place.IsTitle).ToList();
        var seen = matches.Take(Window).Where(match => !match.IsHidden).ToList();

        // Chats whose titles match have their place among the titles.
        var order = titles.Concat(seen.Where(match => !match.IsNamed).Select(match => match.ChatId)).Distinct().ToList();
        var shown = order.Take(PageSize).ToHashSet();
        var firstLeft = order.Count > PageSize ? seen.Find(match => !match.IsNamed && !shown.Contains(match.ChatId)) : null;
        var lines = await LinesAsync(workspace, shown, seen, ct);
        var deeper = await DeeperAsync(lines, terms, ct);

        var items = order.Take(PageSize).Where(lines.Contains).Select(id => new FoundChat(
            id,
            Snippet.Whole(lines[id].First().Title, terms),
            lines[id].First().UpdatedAt,
            lines[id].First().IsArchived,
            [.. lines[id].Where(line => line.MessageId is not null).Select(line => MessageOf(line, deeper.GetValueOrDefault(line.MessageId!.Value, line.Text!), terms))]));

        // The next page goes on with titles; then with the first chat that found no room, or behind the window.
        var next = firstLeft?.Id ?? (matches.Count > Window ? matches[Window].Id : (Guid?)null);
        var cursorOfNext = titles.Count > PageSize ? cursor with { Titles = cursor.Titles + PageSize } : next is null ? null : new SearchCursor(cursor.IsNear, next);
        return new SearchChatsResponse([.. items], cursorOfNext?.ToString());
    }

    private static FoundMessage MessageOf(Line line, string text, IReadOnlyList<SearchTerm> terms)
    {
        var isReply = line.Role == nameof(MessageRole.Assistant);
        return new FoundMessage(line.MessageId!.Value, isReply ? "assistant" : "user", line.CreatedAt!.Value, Snippet.Around(text, terms, isMarkdown: isReply));
    }

    private async Task<List<Place>> FindAsync(WorkspaceId workspace, IReadOnlyList<SearchTerm> terms, SearchCursor cursor, CancellationToken ct)
    {
        var titles = Lexemes.Query(workspace, isTitle: true, terms);
        var words = Lexemes.Query(workspace, isTitle: false, terms);
        var skip = cursor.From is null ? cursor.Titles : (int?)null;
        return await db.Database.SqlQuery<Place>(
            $"""
            select f.id as "Id", f.chat_id as "ChatId", f.is_title as "IsTitle", f.is_named as "IsNamed", f.is_hidden as "IsHidden"
            from chat.find({workspace.Value}, {titles}::tsquery, {words}::tsquery, {cursor.From}::uuid, {skip}::int, {PageSize + 1}, {Window + 1}) f
            order by f.is_title desc, f.place
            """).ToListAsync(ct);
    }

    // The chats of a page with the newest of their messages, a chat without any as one line.
    private async Task<ILookup<Guid, Line>> LinesAsync(WorkspaceId workspace, HashSet<Guid> shown, List<Place> seen, CancellationToken ct)
    {
        var messages = seen.Where(match => shown.Contains(match.ChatId)).GroupBy(match => match.ChatId)
            .SelectMany(chat => chat.Take(MessagesOfChat)).Select(match => match.Id).ToArray();
        var lines = await db.Database.SqlQuery<Line>(
            $"""
            select c.id as "ChatId", c.title as "Title", c.updated_at as "UpdatedAt", c.archived_at is not null as "IsArchived",
                m.id as "MessageId", m.role as "Role", m.created_at as "CreatedAt", left(m.text, {FirstLook}) as "Text"
            from chat.chats c left join chat.messages m on m.chat_id = c.id and m.id = any({messages})
            where c.id = any({shown.ToArray()}) and c.workspace_id = {workspace.Value} and c.deleted_at is null and c.expires_at is null
            order by m.id desc
            """).ToListAsync(ct);
        return lines.ToLookup(line => line.ChatId);
    }

    // More of the few texts whose beginning does not hold every word: the rest is never read of those that show it at once.
    private async Task<Dictionary<Guid, string>> DeeperAsync(ILookup<Guid, Line> lines, IReadOnlyList<SearchTerm> terms, CancellationToken ct)
    {
        var ids = lines.SelectMany(chat => chat).Where(line => line.Text?.Length >= FirstLook && !Snippet.HasAll(line.Text, terms)).Select(line => line.MessageId!.Value).ToArray();
        return ids.Length == 0 ? [] : await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, Text = m.Text.Substring(0, LongestLook) }).ToDictionaryAsync(m => m.Id, m => m.Text, ct);
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

    /// <summary>Something that matches: a chat by its title, or a message.</summary>
    private sealed record Place(Guid Id, Guid ChatId, bool IsTitle, bool IsNamed, bool IsHidden);

    private sealed record Line(Guid ChatId, string Title, DateTimeOffset UpdatedAt, bool IsArchived, Guid? MessageId, string? Role, DateTimeOffset? CreatedAt, string? Text);
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
