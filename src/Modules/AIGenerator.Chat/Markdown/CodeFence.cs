namespace AIGenerator.Chat.Markdown;

/// <summary>The line above and below a block of code.</summary>
internal static class CodeFence
{
    private const int Shortest = 3;

    /// <summary>Longer than any in the text, so that no text ends its own block.</summary>
    public static string Around(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(Shortest, longest + 1));
    }
}
