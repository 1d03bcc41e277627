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

            settings[text[..equals].TrimEnd().Replace("__", ":", StringComparison.Ordinal)] = Unquote(text[(equals + 1)..].Trim());
        }

        return problems.Count == 0 ? settings : throw new StartRefusedException(problems);
    }

    private static string Unquote(string value)
    {
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            return value[1..^1];
        }

        // A comment after an unquoted value begins with a space, so that passwords may hold '#'.
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? value : value[..comment].TrimEnd();
    }
}
