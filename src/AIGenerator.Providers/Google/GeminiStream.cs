using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Google;

/// <summary>
/// Reads the vendor's stream: events without names or <c>[DONE]</c>, any line end, and, after a good status, an error as bare JSON that is
/// no event at all. A parser of server-sent events would pass over that, so lines are read here.
/// </summary>
internal static class GeminiStream
{
    public static async IAsyncEnumerable<GeminiChunk> EventsOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(body, Encoding.UTF8, leaveOpen: true);
        var data = new StringBuilder();
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Length == 0)
            {
                if (Take(data) is { } chunk)
                {
                    yield return chunk;
                }
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Append(line.AsSpan("data:".Length)).Append('\n');
            }
            else if (line[0] is '{' or '[')
            {
                foreach (var chunk in Parse(line + "\n" + await lines.ReadToEndAsync(ct)))
                {
                    yield return chunk;
                }
            }
        }

        // The last event may lack its empty line; half an event is broken JSON.
        if (Take(data) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>An answer that is not a stream of events: an error, or everything at once.</summary>
    public static async IAsyncEnumerable<GeminiChunk> WholeOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        var bytes = await VendorHttp.ReadAllAsync(body, VendorHttp.LongestLine, ct);
        foreach (var chunk in Parse(Encoding.UTF8.GetString(bytes)))
        {
            yield return chunk;
        }
    }

    /// <summary>One chunk, or an array of them.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static IReadOnlyList<GeminiChunk> Parse(string json) => json.AsSpan().TrimStart() is ['[', ..]
        ? JsonSerializer.Deserialize(json, GoogleJson.Default.IReadOnlyListGeminiChunk) ?? []
        : JsonSerializer.Deserialize(json, GoogleJson.Default.GeminiChunk) is { } chunk ? [chunk] : [];

    private static GeminiChunk? Take(StringBuilder data)
    {
        var text = data.ToString();
        data.Clear();
        return string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize(text, GoogleJson.Default.GeminiChunk);
    }
}
