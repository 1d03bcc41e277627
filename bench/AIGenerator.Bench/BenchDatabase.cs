using Npgsql;
using NpgsqlTypes;

namespace AIGenerator.Bench;

/// <summary>The product's own database, to fill it faster than people type and to look at what it has done.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    // Taken away while the table is filled at once and built again from what it says of itself: what is measured is reading.
    private readonly List<string> _indexes = [];

    private BenchDatabase(NpgsqlDataSource source) => _source = source;

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
        return new BenchDatabase(NpgsqlDataSource.Create(address));
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
        await using (var rows = await connection.BeginBinaryImportAsync("copy chat.chats (id, workspace_id, title, model, created_at, updated_at) from stdin (format binary)", ct))
        {
            foreach (var (at, id) in chats)
            {
                await rows.WriteRowAsync(ct, id, workspace, $"{texts.Word()} {texts.Word()} {texts.Word()}", "built-in", at, at);
            }

            await rows.CompleteAsync(ct);
        }

        await using var lines = await connection.BeginBinaryImportAsync(
            "copy chat.messages (id, chat_id, role, text, reasoning, model, generation_id, state, held_credits, cost_credits, created_at) from stdin (format binary)", ct);
        foreach (var (begun, id) in chats)
        {
            for (var i = 0; i < messagesOfChat; i++)
            {
                var (at, isReply) = (begun.AddSeconds(i), i % 2 == 1);
                var message = Guid.CreateVersion7(at);
                await lines.StartRowAsync(ct);
                await lines.WriteAsync(message, ct);
                await lines.WriteAsync(id, ct);
                await lines.WriteAsync(isReply ? "Assistant" : "User", ct);
                await lines.WriteAsync(texts.Message(), ct);
                await lines.WriteAsync("", ct);
                await WriteOrNullAsync(lines, isReply ? "built-in" : null, ct);
                if (isReply)
                {
                    await lines.WriteAsync(message, ct);
                }
                else
                {
                    await lines.WriteNullAsync(ct);
                }

                await WriteOrNullAsync(lines, isReply ? "Succeeded" : null, ct);
                await lines.WriteAsync(0L, ct);
                await lines.WriteAsync(0L, ct);
                await lines.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
            }
        }

        await lines.CompleteAsync(ct);
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

    private static Task WriteOrNullAsync(NpgsqlBinaryImporter rows, string? text, CancellationToken ct) =>
        text is null ? rows.WriteNullAsync(ct) : rows.WriteAsync(text, ct);

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
