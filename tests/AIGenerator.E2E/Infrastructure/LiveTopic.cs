using System.Text.Json;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>What a watcher of one live topic hears, as a browser's connection does.</summary>
internal sealed class LiveTopic : IDisposable
{
    private readonly StreamReader _reader;

    private LiveTopic(Stream stream) => _reader = new StreamReader(stream);

    public static async Task<LiveTopic> WatchAsync(HttpPerson person, string topic, CancellationToken ct) =>
        new(await person.StreamAsync($"/api/events?topics={topic}~0", ct));

    /// <summary>The next message, heartbeats left out.</summary>
    public async Task<(string Type, JsonElement Data)> NextAsync(CancellationToken ct)
    {
        while (await _reader.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)
                && JsonDocument.Parse(line[5..]).RootElement is { ValueKind: JsonValueKind.Object } message
                && message.TryGetProperty("type", out var type))
            {
                return (type.GetString()!, message.TryGetProperty("data", out var data) ? data : default);
            }
        }

        throw new InvalidOperationException("The stream ended before the topic did.");
    }

    /// <summary>The topic's last message, and how many came before it.</summary>
    public async Task<(JsonElement End, int Before)> EndAsync(CancellationToken ct)
    {
        for (var before = 0; ; before++)
        {
            if (await NextAsync(ct) is ("end", var end))
            {
                return (end, before);
            }
        }
    }

    public void Dispose() => _reader.Dispose();
}
