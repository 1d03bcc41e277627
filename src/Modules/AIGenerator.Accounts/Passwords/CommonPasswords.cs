using System.Collections.Frozen;

namespace AIGenerator.Accounts.Passwords;

/// <summary>
/// The first guesses: a short list of words with the usual digits, marks and look-alike letters stripped, keyboard walks, runs and repetitions.
/// </summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "password", "passw", "pass", "passwort", "parol", "parola", "пароль", "мойпароль", "мійпароль", "secret", "letmein", "welcome", "admin", "administrator",
        "root", "user", "login", "guest", "test", "testtest", "master", "superman", "batman", "dragon", "monkey", "football", "baseball", "basketball",
        "princess", "sunshine", "iloveyou", "loveyou", "trustno", "shadow", "michael", "jordan", "charlie", "computer", "internet", "samsung", "google",
        "facebook", "starwars", "pokemon", "whatever", "freedom", "hello", "helloworld", "changeme", "default", "temp", "qwerty", "qwertz", "azerty",
        "asdf", "zxcvbn", "йцукен", "фыва", "фіва", "ячсмит", "україна", "ukraine", "киев", "київ", "kyiv", "kiev", "слава", "славаукраїні", "slava",
        "кохання", "люблю", "яблуко", "summer", "winter", "spring", "autumn", "january", "december", "aigenerator", "openai", "chatgpt",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Walks =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "йцукенгшщзхъфывапролджэячсмитьбю",
        "йцукенгшщзхїфівапролджєячсмитьбю",
    ];

    public static bool Contain(string password)
    {
        var lower = password.ToLowerInvariant();
        return IsRepetition(lower) || IsWalk(lower) || Words.Contains(Core(lower)) || Words.Contains(Core(Unmasked(lower))) || Words.Contains(Core(Unmasked(Core(lower))));
    }

    // aaaaaaaa, abababab, abc1abc1abc1
    private static bool IsRepetition(string text)
    {
        for (var period = 1; period <= Math.Min(4, text.Length / 2); period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)))
            {
                return true;
            }
        }

        return false;
    }

    // 12345678, qwertyui, 87654321, and such a walk doubled.
    private static bool IsWalk(string text)
    {
        var backwards = string.Concat(text.Reverse());
        return Walks.Any(walk => walk.Contains(text, StringComparison.Ordinal) || walk.Contains(backwards, StringComparison.Ordinal));
    }

    private static string Core(string text) => text.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '?', '.', ',', '@', '#', '$', '%', '&', '*', '_', '-', ' ');

    private static string Unmasked(string text) =>
        text.Replace('@', 'a').Replace('4', 'a').Replace('3', 'e').Replace('1', 'i').Replace('!', 'i').Replace('0', 'o').Replace('$', 's').Replace('5', 's').Replace('7', 't');
}
