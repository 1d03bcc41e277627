namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>Reads a <c>.env</c> file: <c>NAME=value</c> lines, <c>#</c> comments, optional quotes and <c>export</c>. The real environment wins over it.</summary>
internal static class EnvironmentFile
{
    /// <summary>The file's settings; none when there is no file.</summary>
    /// <exception cref="StartRefusedException">A line is neither a comment nor a setting.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return settings;
        }

        var problems = new List<string>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            text = text.StartsWith("export ", StringComparison.Ordinal) ? text[7..].TrimStart() : text;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !text.AsSpan(0, equals).TrimEnd().ContainsAnyExcept(" \t\"'") || text.AsSpan(0, equals).TrimEnd().ContainsAny(" \t\"'"))
            {
                problems.Add($"{path}, line {number + 1}: write NAME=value.");
                continue;
            }

            if (Value(text[(equals + 1)..]) is { } value)
            {
                settings[text[..equals].TrimEnd().Replace("__", ":", StringComparison.Ordinal)] = value;
            }
            else
            {
                problems.Add($"{path}, line {number + 1}: a quoted value ends with its quote, and only a # comment may follow. A value that holds one sort of quotes goes into the other.");
            }
        }

        return problems.Count == 0 ? settings : throw new StartRefusedException(problems);
    }

    /// <summary>What stands behind the equals sign, without its quotes and without a comment; null where a quote has no end of its own.</summary>
    private static string? Value(string text)
    {
        var value = text.TrimStart();
        if (value is not ['"' or '\'', ..])
        {
            return WithoutComment(text).Trim();
        }

        var end = value.IndexOf(value[0], 1);
        return end > 0 && WithoutComment(value[(end + 1)..]).Trim().Length == 0 ? value[1..end] : null;
    }

    // A comment begins with a space, so that passwords may hold '#'.
    private static string WithoutComment(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '#' && char.IsWhiteSpace(text[at - 1]))
            {
                return text[..at];
            }
        }

        return text;
    }
}
