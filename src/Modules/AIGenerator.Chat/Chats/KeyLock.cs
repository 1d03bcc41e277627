using System.Buffers.Binary;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>Requests that make something under the same id come one after the other, whatever they copy: the second finds what the first one made.</summary>
internal static class KeyLock
{
    /// <summary>Until the end of the transaction.</summary>
    public static Task TakeAsync(AppDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true))})", ct);
}
