using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Import;

/// <summary>
/// Makes a proper tree of what a file says: hidden messages are taken out and what followed them moves up, circles are cut, siblings are put into
/// the order of their times. Never recursive: a file may nest as deep as it likes.
/// </summary>
internal sealed class ForeignTree
{
    /// <summary>Messages of one chat, and characters of one message.</summary>
    public const int MostMessages = 20_000;

    /// <summary>See <see cref="MostMessages"/>.</summary>
    public const int LongestText = 400_000;

    // More than any search of ours brings.
    private const int MostSources = 100;
    private const int LongestSource = 2_000;

    private static readonly DateTimeOffset Oldest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ForeignChat _chat;
    private readonly ImportCount _count;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, ForeignMessage> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _circles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _passed = new(StringComparer.Ordinal);

    private ForeignTree(ForeignChat chat, ImportCount count, DateTimeOffset now)
    {
        (_chat, _count, _now) = (chat, count, now);
        foreach (var message in chat.Messages)
        {
            _byId.TryAdd(message.Id, message);
        }
    }

    /// <summary>The chat; null where nothing in it can be shown.</summary>
    public static ImportedChat? Check(ForeignChat chat, ImportCount count, DateTimeOffset now) => new ForeignTree(chat, count, now).Check();

    private ImportedChat? Check()
    {
        var kept = _byId.Values.Where(IsKept).ToList();
        _count.HiddenMessages += _byId.Values.Count(message => message.Role == ForeignRole.Hidden);
        _count.Attachments += _byId.Values.Where(message => message.Role is ForeignRole.Person or ForeignRole.Model).Sum(message => message.Files.Count(file => file.Text is null));
        if (kept.Count == 0)
        {
            _count.EmptyChats++;
            return null;
        }

        var start = InRange(_chat.CreatedAt) ?? kept.Min(message => InRange(message.At)) ?? _now;
        var ordered = Order(kept);
        _count.Shortened += kept.Count - ordered.Count;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var compared = new ForeignComparisons();
        var messages = new List<ImportedMessage>(ordered.Count);
        foreach (var (message, parent, reasoning) in ordered)
        {
            var before = parent is null ? (int?)null : places[parent];
            places[message.Id] = messages.Count;
            compared.Add(messages.Count, before, message);
            messages.Add(new ImportedMessage(
                before, message.Role == ForeignRole.Model, Cut(message.Told), Cut(reasoning), message.Model, InRange(message.At) ?? (before is { } place ? messages[place].At : start))
            {
                Sources = message.Sources is { Count: > 0 } and { Count: <= MostSources } ? [.. message.Sources.Select(Cut)] : null,
            });
        }

        compared.Mark(messages);

        _count.Chats++;
        _count.Messages += messages.Count;
        var end = InRange(_chat.UpdatedAt) ?? messages.Max(message => message.At);
        return new ImportedChat(Title(messages), _chat.Model, start, end < start ? start : end, Leaf(places, messages), messages)
        {
            Instructions = ChatSettings.Clean(_chat.Instructions) is { } instructions ? StoredText.Cut(instructions, ChatSettings.LongestInstructions) : null,
            Temperature = ChatSettings.TryParse(_chat.Temperature, out var temperature) ? temperature : Temperature.Balanced,
        };
    }

    private static bool IsKept(ForeignMessage message) => message.Role is ForeignRole.Person or ForeignRole.Model && (message.Files.Count > 0 || !string.IsNullOrWhiteSpace(message.Text));

    // Depth first: a message, everything below it, then what stands beside it.
    private List<(ForeignMessage Message, string? Parent, string Reasoning)> Order(List<ForeignMessage> kept)
    {
        // Answers look first: a thought is for the first of them, and no question has one.
        var above = kept.OrderBy(message => message.Role == ForeignRole.Person).ToDictionary(message => message.Id, Above, StringComparer.Ordinal);
        var nodes = kept.Select(message => (Message: message, Above: above[message.Id])).ToList();
        var children = nodes.Select((node, index) => (node, index))
            .OrderBy(entry => entry.node.Message.At ?? DateTimeOffset.MinValue).ThenBy(entry => entry.index)
            .ToLookup(entry => entry.node.Above.Parent, entry => entry.node, StringComparer.Ordinal);
        var ordered = new List<(ForeignMessage, string?, string)>(nodes.Count);
        var rest = new Stack<(ForeignMessage Message, (string? Parent, string Reasoning) Above)>(children[null].Reverse());
        while (ordered.Count < MostMessages && rest.TryPop(out var node))
        {
            ordered.Add((node.Message, node.Above.Parent, node.Above.Reasoning));
            foreach (var child in children[node.Message.Id].Reverse())
            {
                rest.Push(child);
            }
        }

        return ordered;
    }

    /// <summary>
    /// The next message above that is kept, and what the model thought in those between. A circle ends at its first repetition. What lies between
    /// is walked over once, whoever comes: the next one learns where it leads, and its thoughts are given away already.
    /// </summary>
    private (string? Parent, string Reasoning) Above(ForeignMessage message)
    {
        List<string> thoughts = [message.Reasoning];
        var way = new List<string>();
        string? found = null;
        for (var at = message.Parent; at is not null && _byId.TryGetValue(at, out var parent) && !_passed.TryGetValue(at, out found); at = parent.Parent)
        {
            if (IsKept(parent))
            {
                found = IsInCircle(parent) ? null : at;
                break;
            }

            _passed[at] = null;
            way.Add(at);
            thoughts.Add(message.Role == ForeignRole.Model ? parent.Reasoning : "");
        }

        way.ForEach(id => _passed[id] = found);
        return (found, Join(thoughts));
    }

    // Each message is walked over once: what is known of one is true of all that were passed on the way to it.
    private bool IsInCircle(ForeignMessage message)
    {
        var way = new List<string>();
        var onWay = new HashSet<string>(StringComparer.Ordinal);
        var at = message;
        var isCircle = false;
        while (at is not null)
        {
            if (_circles.TryGetValue(at.Id, out var known))
            {
                isCircle = known;
                break;
            }

            if (!onWay.Add(at.Id))
            {
                isCircle = true;
                break;
            }

            way.Add(at.Id);
            at = at.Parent is { } parent ? _byId.GetValueOrDefault(parent) : null;
        }

        way.ForEach(id => _circles[id] = isCircle);
        return isCircle;
    }

    private static string Join(List<string> thoughts) => string.Join("\n\n", thoughts.Where(thought => thought.Length > 0).Reverse());

    // The shown branch's end as the file says it, or the newest message below the newest first one.
    private int Leaf(Dictionary<string, int> places, List<ImportedMessage> messages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = _chat.Leaf; at is not null && seen.Add(at); at = _byId.GetValueOrDefault(at)?.Parent)
        {
            if (places.TryGetValue(at, out var place))
            {
                return place;
            }
        }

        // Depth first, each newest sibling last: the last one of all ends the newest branch.
        return messages.Count - 1;
    }

    private string Title(List<ImportedMessage> messages)
    {
        var wanted = new string([.. (_chat.Title ?? "").Where(letter => !char.IsControl(letter))]).Trim();
        return StoredText.Clean(wanted.Length > 0
            ? StoredText.Cut(wanted, ChatRowConfiguration.TitleLength)
            : ChatTitle.From((messages.Find(message => !message.IsAnswer) ?? messages[0]).Text));
    }

    private string Cut(string text)
    {
        if (text.Length > LongestText)
        {
            _count.Shortened++;
        }

        return StoredText.Clean(StoredText.Cut(text, LongestText));
    }

    private static ForeignSource Cut(ForeignSource source) =>
        new(StoredText.Clean(StoredText.Cut(source.Title, LongestSource)), StoredText.Clean(StoredText.Cut(source.Url, LongestSource)));

    private DateTimeOffset? InRange(DateTimeOffset? time) => time is { } value && value >= Oldest && value <= _now.AddDays(1) ? value.ToUniversalTime() : null;
}
