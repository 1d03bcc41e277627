using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace AIGenerator.Kernel.Live;

/// <summary>
/// Writes server-sent events of several topics to one response, one event at a time. Bytes go straight into the response's pipe; a slow
/// reader holds up its own topics and nobody else.
/// </summary>
internal sealed class LiveConnection(PipeWriter output, IReadOnlyList<WatchedTopic> topics) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    public Task OpenAsync(CancellationToken ct) => WriteAsync("retry: 1000\n\n"u8.ToArray(), ct);

    public Task PingAsync(CancellationToken ct) => WriteAsync(":\n\n"u8.ToArray(), ct);

    /// <summary>Sends one event of a topic; its id carries the positions of all topics, so that a reconnecting browser resumes each.</summary>
    public async Task SendAsync(WatchedTopic topic, LiveEvent happened, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            topic.Position = happened.Sequence;
            WriteEvent(topic, happened);
            await output.FlushAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await output.WriteAsync(bytes, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void WriteEvent(WatchedTopic topic, LiveEvent happened)
    {
        output.Write("id: "u8);
        for (var i = 0; i < topics.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            output.Write(topics[i].Wire);
            output.Write("~"u8);
            Write(topics[i].Position);
        }

        output.Write("\nevent: "u8);
        output.Write(topic.Wire);
        output.Write("\ndata: {\"topic\":\""u8);
        output.Write(topic.Wire);
        output.Write("\",\"seq\":"u8);
        Write(happened.Sequence);
        output.Write(",\"type\":\""u8);
        Encoding.UTF8.GetBytes(happened.Type, output);
        output.Write("\",\"data\":"u8);
        WriteLine(happened.Data);
        output.Write("}\n\n"u8);
    }

    // A line break would end the field; in JSON it only ever stands between values.
    private void WriteLine(string data) =>
        Encoding.UTF8.GetBytes(data.AsSpan().ContainsAny('\r', '\n') ? data.ReplaceLineEndings(" ") : data, output);

    private void Write(long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }
}
