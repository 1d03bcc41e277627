using System.Buffers.Binary;

namespace AIGenerator.Chat.Messages;

/// <summary>Ids of messages. A chat is read in their order, whatever the nodes' clocks say and however fast the messages follow.</summary>
internal static class MessageIds
{
    /// <summary>An id of <paramref name="now"/>, or of the millisecond after <paramref name="previous"/> where that is later.</summary>
    public static Guid After(Guid? previous, DateTimeOffset now)
    {
        var earliest = previous is { } id ? MillisecondsOf(id) + 1 : 0;
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(now.ToUnixTimeMilliseconds(), earliest)));
    }

    private static long MillisecondsOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }
}
