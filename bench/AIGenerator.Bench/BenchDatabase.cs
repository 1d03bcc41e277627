using Npgsql;

namespace AIGenerator.Bench;

/// <summary>The product's own database, to fill it faster than people type and to look at what it has done.</summary>
internal sealed partial class BenchDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    // Taken away while the table is filled at once and built again from what it says of itself: what is measured is reading.
    private readonly List<string> _indexes = [];

    private BenchDatabase(NpgsqlDataSource source, string address) => (_source, Address) = (source, address);

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Address { get; }

    public static async Task<BenchDatabase> OpenAsync(string dataFolder, CancellationToken ct)
    {
        var folder = Path.Combine(dataFolder, "postgres");
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(folder, "socket"),
            Username = "aigenerator",
            Password = (await File.ReadAllTextAsync(Path.Combine(folder, "password"), ct)).Trim(),
            Database = "aigenerator",
            CommandTimeout = 0,
        };
        return new BenchDatabase(NpgsqlDataSource.Create(address), address.ConnectionString);
    }

    /// <summary>Adds chats of questions and answers to the workspace of a chat, as if they had been written over the last months.</summary>
    public async Task FillAsync(Guid chat, BenchTexts texts, int messages, int messagesOfChat, CancellationToken ct)
    {
        foreach (var index in new[] { "search_texts_words", "search_words_similar" })
        {
            if (await ValueAsync("select indexdef from pg_indexes where schemaname = 'chat' and indexname = $1", ct, index) is string definition)
            {
                _indexes.Add(definition);
                await ValueAsync($"drop index chat.{index}", ct);
            }
        }

        var workspace = (Guid)(await ValueAsync("select workspace_id from chat.chats where id = $1", ct, chat))!;
        var now = TimeProvider.System.GetUtcNow();
        var chats = Enumerable.Range(0, messages / messagesOfChat).Select(i => (At: now.AddMinutes(-60 * (i + 1)), Id: Guid.CreateVersion7(now.AddMinutes(-60 * (i + 1))))).ToList();
        await using var connection = await _source.OpenConnectionAsync(ct);

        // Together: a sweep that found the chats without their messages would think them read.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var rows = await connection.BeginBinaryImportAsync("copy chat.chats (id, workspace_id, title, model, created_at, updated_at) from stdin (format binary)", ct))
        {
            foreach (var (at, id) in chats)
            {
                await rows.WriteRowAsync(ct, id, workspace, $"{texts.Word()} {texts.Word()} {texts.Word()}", "built-in", at, at);
            }

            await rows.CompleteAsync(ct);
        }

        await using (var lines = await MessageRows.BeginAsync(connection, ct))
        {
            foreach (var (begun, id) in chats)
            {
                Guid? last = null;
                for (var i = 0; i < messagesOfChat; i++)
                {
                    last = await lines.WriteAsync(id, last, texts.Message(), i % 2 == 1, begun.AddSeconds(i), ct);
                }
            }

            await lines.CompleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Adds one chat, a single branch, to the workspace of another; search has nothing to do for it.</summary>
    public async Task<Guid> AddChatAsync(Guid beside, BenchTexts texts, int messages, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetUtcNow().AddDays(-1);
        var chat = Guid.CreateVersion7(begun);
        await ValueAsync(
            """
            insert into chat.chats (id, workspace_id, title, model, created_at, updated_at, is_search_stale)
            select $1, workspace_id, $2, 'built-in', $3, $3, false from chat.chats where id = $4
            """, ct, chat, $"A chat of {messages}", begun, beside);
        Guid? last = null;
        await using (var connection = await _source.OpenConnectionAsync(ct))
        {
            await using var lines = await MessageRows.BeginAsync(connection, ct);
            for (var i = 0; i < messages; i++)
            {
                last = await lines.WriteAsync(chat, last, texts.Message(), i % 2 == 1, begun.AddSeconds(i), ct);
            }

            await lines.CompleteAsync(ct);
        }

        await ValueAsync("update chat.chats set leaf_id = $2 where id = $1", ct, chat, last!);
        await ValueAsync("analyze chat.messages", ct);
        return chat;
    }

    /// <summary>Waits for the product's own sweep to have read all of them, then lets the planner know what is there.</summary>
    public async Task UntilIndexedAsync(int messages, CancellationToken ct)
    {
        while ((long)(await ValueAsync("select count(*) from chat.search_texts where message_id is not null", ct))! < messages
            || (bool)(await ValueAsync("select exists (select 1 from chat.chats where is_search_stale)", ct))!)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
        }

        foreach (var index in _indexes)
        {
            await ValueAsync(index, ct);
        }

        await using var analyze = _source.CreateCommand("vacuum analyze chat.search_texts, chat.search_words, chat.chats, chat.messages");
        await analyze.ExecuteNonQueryAsync(ct);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<object?> ValueAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync(ct);
    }
}
