namespace AIGenerator.Accounts;

/// <summary>Where to go after signing in. Only addresses of this site count; anything else could lead people to a copy of it.</summary>
internal static class ReturnUrl
{
    private const int Longest = 2000;

    /// <summary>The address where it is one of ours, otherwise null.</summary>
    public static string? Local(string? url)
    {
        // Browsers read a backslash as a slash and drop tabs and line breaks: "/\evil.example" and "/\t/evil.example" leave the site.
        var isLocal = url is { Length: > 0 and <= Longest }
            && url[0] == '/'
            && (url.Length == 1 || url[1] is not ('/' or '\\'))
            && !url.Any(letter => char.IsControl(letter) || letter == '\\');
        return isLocal ? url : null;
    }
}
