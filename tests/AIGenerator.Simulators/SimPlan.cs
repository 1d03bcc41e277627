using System.Globalization;

namespace AIGenerator.Simulators;

/// <summary>How one answer is to go.</summary>
/// <param name="Fault">One of <see cref="SimFaults"/>, or empty for none.</param>
/// <param name="Tokens">Words of the answer.</param>
/// <param name="Rate">Words a second; 0 for all at once.</param>
/// <param name="Reasons">Whether it thinks aloud first.</param>
/// <param name="RetryAfter">Seconds for the header, where the fault has one.</param>
/// <param name="After">Words before a fault in mid-answer.</param>
/// <param name="Wire">Oddities of the form: <c>crlf</c>, <c>split</c>, <c>comments</c>, <c>no-done</c>, <c>no-usage</c>, <c>usage-with-choices</c>, <c>usage-twice</c>, <c>usage-each</c>, <c>usage-in-choice</c>, <c>whole</c>, <c>overloaded</c>, <c>spend-limit</c>, <c>daily</c>, <c>tool-call</c>, <c>cite</c> (every fifth word is <c>[1]</c>). Of jobs: <c>ask-502</c>, <c>ask-429</c> and the like fail the first question about them; <c>held</c> keeps the answer to the order back, <c>lost</c> lets it never come. Of files: <c>expired</c>, <c>mistyped</c>, <c>page</c>.</param>
/// <param name="Text">What is answered instead of words of our own, in pieces of some characters each; also the title of what a search finds.</param>
/// <param name="Thought">What it thinks aloud, where it does.</param>
/// <param name="Asks">How often a vendor that works in jobs is asked before one is done.</param>
/// <param name="Side">Pixels of a picture's sides, where nothing else says them.</param>
public sealed record SimPlan(
    string Fault = "", int Tokens = 12, double Rate = 0, bool Reasons = false, int? RetryAfter = null, int After = 3, IReadOnlyList<string>? Wire = null,
    string? Text = null, string? Thought = null, int Asks = 2, int Side = 256)
{
    private const int DefaultTokens = 60;
    private const double DefaultRate = 40;

    /// <summary>Reads <c>sim:429</c>, <c>sim:tokens=400</c> and the like out of a prompt; other words mean nothing.</summary>
    public static SimPlan Parse(string prompt)
    {
        var plan = new SimPlan(Tokens: DefaultTokens, Rate: DefaultRate);
        var wire = new List<string>();
        foreach (var word in prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith("sim:", StringComparison.Ordinal)))
        {
            var (name, value) = Cut(word["sim:".Length..]);
            plan = name switch
            {
                "tokens" => plan with { Tokens = (int)Math.Clamp(value, 0, 100_000) },
                "rate" => plan with { Rate = Math.Max(0, value) },
                "after" => plan with { After = (int)Math.Clamp(value, 0, 100_000) },
                "retry-after" => plan with { RetryAfter = (int)value },
                "asks" => plan with { Asks = (int)Math.Clamp(value, 0, 1000) },
                "side" => plan with { Side = (int)Math.Clamp(value, 16, 8192) },
                "echo" => plan with { Text = prompt, Thought = prompt },
                "reasoning" => plan with { Reasons = true },
                "slow" => plan with { Rate = 1 },
                _ when SimFaults.All.Contains(name) => plan with { Fault = name },
                _ => plan,
            };
            wire.Add(name);
        }

        return plan with { Wire = wire };
    }

    private const int PieceLength = 7;

    /// <summary>The pieces of <see cref="Text"/> as the inside of JSON strings, halves of characters and all; null where it says words of our own.</summary>
    internal IReadOnlyList<string>? Pieces => Text is null ? null : [.. Text.Chunk(PieceLength).Select(piece => Escaped(new string(piece)))];

    /// <summary>What it thinks, as the insides of JSON strings.</summary>
    internal IReadOnlyList<string> Thoughts => Thought is null ? ["Let me ", "think."] : [Escaped(Thought)];

    internal bool Has(string oddity) => Wire?.Contains(oddity) == true;

    // By hand: the serializer would mend what is no character.
    private static string Escaped(string text) => string.Concat(text.Select(character =>
        char.IsAsciiLetterOrDigit(character) || character == ' ' ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")));

    private static (string Name, double Value) Cut(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        return at < 0 || !double.TryParse(word[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (word, 0) : (word[..at], value);
    }
}

/// <summary>The faults by name.</summary>
public static class SimFaults
{
    /// <summary>Each fault with what it does.</summary>
    public static readonly IReadOnlyDictionary<string, string> Described = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["400"] = "unsupported parameter",
        ["401"] = "wrong key",
        ["402"] = "no money (OpenAI: 429 insufficient_quota)",
        ["402-new"] = "no money, said as a permission (xAI alone)",
        ["403"] = "moderated before the answer",
        ["404"] = "unknown or retired model",
        ["413"] = "prompt longer than the context",
        ["429"] = "rate limit; sim:retry-after=N adds the header",
        ["500"] = "server error",
        ["502"] = "a gateway's HTML page",
        ["503"] = "overloaded",
        ["html"] = "HTML with status 200",
        ["error-inside"] = "status 200 with an error as JSON",
        ["error-event"] = "status 200 with an error as the first event",
        ["error-mid"] = "an error event in mid-answer",
        ["garbage"] = "broken JSON in mid-answer",
        ["cut"] = "connection closed in mid-answer",
        ["reset"] = "connection closed before the first byte",
        ["stall"] = "silence in mid-answer, for ever",
        ["silence"] = "headers, then silence for ever",
        ["empty"] = "status 200 without a body",
        ["nothing"] = "a proper answer without a word",
        ["filter"] = "cut by the content filter in mid-answer",
        ["length"] = "ends at the output limit",
        ["partial"] = "pictures: the safety rules withhold the last of several",
        ["fail"] = "jobs: accepted, begun, and then failed",
    };

    internal static IReadOnlySet<string> All { get; } = Described.Keys.ToHashSet(StringComparer.Ordinal);
}
