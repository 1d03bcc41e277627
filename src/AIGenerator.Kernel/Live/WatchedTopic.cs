using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AIGenerator.Kernel.Live;

/// <summary>A topic as a browser asks for it, with the last sequence it has seen.</summary>
internal sealed partial class WatchedTopic(string name, string key, long position)
{
    public const int Limit = 20;

    public string Name => name;

    public string Key => key;

    public long Position { get; set; } = position;

    /// <summary>Name and key as they stand on the wire, ready to be sent; the pattern keeps them free of anything to escape.</summary>
    public byte[] Wire { get; } = Encoding.ASCII.GetBytes(key.Length == 0 ? name : $"{name}:{key}");

    /// <summary>
    /// Reads <c>balance,generation:ID~12</c>. Positions of <paramref name="lastEventId"/> win over those of the address: they are younger.
    /// Null where it cannot be read or names more than <see cref="Limit"/> topics.
    /// </summary>
    public static List<WatchedTopic>? Parse(string topics, string? lastEventId)
    {
        var watched = new Dictionary<string, WatchedTopic>(StringComparer.Ordinal);
        foreach (var part in topics.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(part, out var topic) || watched.Count == Limit)
            {
                return null;
            }

            watched.TryAdd(Encoding.ASCII.GetString(topic.Wire), topic);
        }

        foreach (var part in (lastEventId ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (TryParse(part, out var seen) && watched.TryGetValue(Encoding.ASCII.GetString(seen.Wire), out var topic))
            {
                topic.Position = seen.Position;
            }
        }

        return watched.Count == 0 ? null : [.. watched.Values];
    }

    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WatchedTopic? topic)
    {
        topic = null;
        var match = Pattern.Match(text);
        if (!match.Success)
        {
            return false;
        }

        var position = 0L;
        if (match.Groups["after"] is { Success: true } after && !long.TryParse(after.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out position))
        {
            return false;
        }

        topic = new WatchedTopic(match.Groups["name"].Value, match.Groups["key"].Value, position);
        return true;
    }

    [GeneratedRegex(@"\A(?<name>[a-z][a-z-]{0,39})(:(?<key>[A-Za-z0-9._-]{1,80}))?(~(?<after>[0-9]{1,19}))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern { get; }
}
