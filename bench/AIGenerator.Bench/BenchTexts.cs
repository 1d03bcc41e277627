using System.Text;

namespace AIGenerator.Bench;

/// <summary>Words and sentences of six made-up vocabularies, common ones far more often than rare ones, the same for the same seed.</summary>
internal sealed class BenchTexts
{
    private const int WordsOfLanguage = 12_000;

    private static readonly string[] Syllables =
    [
        "ка ми го ро ві дні пра сло те лі шу ня бе хо ждя", "the re ing to ble con per ma shi low ver ten a pri ck",
        "ко не ры бы ще до мо жи ста про ться ле вой ши ца", "prze ny czy ło wie dzi ką no szcz sta ma ry po że li",
        "ver ge schl keit er ung ba stra ße tü lich ma ken zu ber", "ción ar te mos ña que lo des ri ven tó al ma gui do",
    ];

    private readonly string[][] _words;
    private ulong _state;

    public BenchTexts(ulong seed)
    {
        _state = seed;
        _words = [.. Syllables.Select(line => line.Split(' ')).Select(parts => Enumerable.Range(0, WordsOfLanguage)
            .Select(_ => string.Concat(Enumerable.Range(0, 2 + Next(4)).Select(_ => parts[Next(parts.Length)]))).ToArray())];
    }

    /// <summary>A message of 20 to 160 words in one language.</summary>
    public string Message()
    {
        var language = _words[Next(_words.Length)];
        var text = new StringBuilder();
        for (var i = 20 + Next(140); i > 0; i--)
        {
            text.Append(Pick(language)).Append(i % 12 == 0 ? ". " : " ");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A word as people search for: sometimes a common one.</summary>
    public string Word(int shortest = 1)
    {
        while (true)
        {
            var word = Pick(_words[Next(_words.Length)]);
            if (word.Length >= shortest)
            {
                return word;
            }
        }
    }

    /// <summary>A word of six letters or more with two neighbours swapped, one dropped or one doubled.</summary>
    public string Mistyped()
    {
        var word = Word(6);
        var at = 1 + Next(word.Length - 3);
        return Next(3) switch
        {
            0 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            1 => word.Remove(at, 1),
            _ => word.Insert(at, word[at].ToString()),
        };
    }

    // Zipf's law: the rank's logarithm is spread evenly.
    private string Pick(string[] language) => language[(int)Math.Exp(Next(1_000_000) / 1_000_000.0 * Math.Log(language.Length))];

    // xorshift64*: the same numbers on every machine and version.
    private int Next(int below)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 2685821657736338717UL >> 33) % (ulong)below);
    }
}
