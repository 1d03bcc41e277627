namespace AIGenerator.Chat.Search;

/// <summary>Whether one word may be another one mistyped, or the same in another case or number.</summary>
internal static class NearWords
{
    /// <summary>Shorter words are taken as they are typed: too many others are near them.</summary>
    public const int Shortest = 4;

    /// <summary>Mistakes forgiven: one up to five letters, two up to nine, three beyond. A beginning of <paramref name="word"/> may be what is near.</summary>
    public static bool IsNear(string typed, string word)
    {
        var most = typed.Length switch { <= 5 => 1, <= 9 => 2, _ => 3 };
        return Distance(typed, word, most) <= most
            || (word.Length > typed.Length && Distance(typed, word[..typed.Length], 1) <= 1);
    }

    /// <summary>Letters to add, drop, replace or swap with their neighbour; more than <paramref name="most"/> is told as one more.</summary>
    public static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        var (before, last, now) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var isSame = one[i - 1] == other[j - 1];
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }
            }

            (before, last, now) = (last, now, before);
        }

        return Math.Min(last[other.Length], most + 1);
    }
}
