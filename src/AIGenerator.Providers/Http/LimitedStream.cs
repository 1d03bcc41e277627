namespace AIGenerator.Providers.Http;

/// <summary>A vendor's answer that may neither grow without end nor hold an endless line: both would be our memory.</summary>
internal sealed class LimitedStream(Stream inner, long mostBytes, int longestLine) : Stream
{
    private long _bytes;
    private long _line;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset, count), inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Count(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> buffer, int read)
    {
        var chunk = buffer[..read];
        _bytes += read;
        var end = chunk.LastIndexOfAny((byte)'\n', (byte)'\r');
        _line = end < 0 ? _line + read : read - end - 1;
        if (_bytes > mostBytes || _line > longestLine)
        {
            throw new OversizedAnswerException();
        }

        return read;
    }
}

/// <summary>A vendor's answer is larger than any honest one.</summary>
internal sealed class OversizedAnswerException() : Exception("The answer is larger than any honest one.");
