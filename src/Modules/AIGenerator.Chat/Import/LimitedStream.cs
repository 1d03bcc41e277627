namespace AIGenerator.Chat.Import;

/// <summary>Reads another stream up to a number of bytes; more are refused. What a header or an archive says of its size is not believed.</summary>
internal sealed class LimitedStream(Stream inner, ByteAllowance allowance) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // As much as there is room for: the JSON reader begins its entry anew with every piece, and an archive gives small ones.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        allowance.Take(await inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => allowance.Take(inner.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes that may still be read, of one stream or of all files of an archive together.</summary>
internal sealed class ByteAllowance(long bytes)
{
    private long _taken;

    /// <summary>All of them again: what was read so far has been dealt with.</summary>
    public void Renew() => _taken = 0;

    public int Take(int read)
    {
        _taken += read;
        return _taken > bytes ? throw new UnreadableExport(ChatErrors.ImportTooLarge) : read;
    }
}
