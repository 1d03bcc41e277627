using Npgsql;
using NpgsqlTypes;

namespace AIGenerator.Bench;

/// <summary>Messages on their way into the product's table, by COPY.</summary>
internal sealed class MessageRows : IAsyncDisposable
{
    private readonly NpgsqlBinaryImporter _rows;

    private MessageRows(NpgsqlBinaryImporter rows) => _rows = rows;

    public static async Task<MessageRows> BeginAsync(NpgsqlConnection connection, CancellationToken ct) => new(await connection.BeginBinaryImportAsync(
        "copy chat.messages (id, chat_id, parent_id, role, text, reasoning, model, generation_id, state, held_credits, cost_credits, created_at) from stdin (format binary)", ct));

    /// <summary>A question, or a finished reply of the built-in model, below another message; tells its id.</summary>
    public async Task<Guid> WriteAsync(Guid chat, Guid? parent, string text, bool isReply, DateTimeOffset at, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(at);
        await _rows.StartRowAsync(ct);
        await _rows.WriteAsync(id, ct);
        await _rows.WriteAsync(chat, ct);
        await WriteOrNullAsync(parent, ct);
        await _rows.WriteAsync(isReply ? "Assistant" : "User", ct);
        await _rows.WriteAsync(text, ct);
        await _rows.WriteAsync("", ct);
        await WriteOrNullAsync(isReply ? "built-in" : null, ct);
        await WriteOrNullAsync(isReply ? id : null, ct);
        await WriteOrNullAsync(isReply ? "Succeeded" : null, ct);
        await _rows.WriteAsync(0L, ct);
        await _rows.WriteAsync(0L, ct);
        await _rows.WriteAsync(at, NpgsqlDbType.TimestampTz, ct);
        return id;
    }

    public Task CompleteAsync(CancellationToken ct) => _rows.CompleteAsync(ct).AsTask();

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private Task WriteOrNullAsync(Guid? id, CancellationToken ct) => id is { } value ? _rows.WriteAsync(value, ct) : _rows.WriteNullAsync(ct);

    private Task WriteOrNullAsync(string? text, CancellationToken ct) => text is null ? _rows.WriteNullAsync(ct) : _rows.WriteAsync(text, ct);
}
