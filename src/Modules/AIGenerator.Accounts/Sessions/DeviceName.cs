namespace AIGenerator.Accounts.Sessions;

/// <summary>Names a browser well enough for its owner to recognise it; not for any decision.</summary>
internal static class DeviceName
{
    // Order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>For instance <c>Firefox · Linux</c>; null where nothing is recognised.</summary>
    public static string? Of(string userAgent)
    {
        var parts = new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : string.Join(" · ", parts);
    }

    private static string? First((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(pair => userAgent.Contains(pair.Mark, StringComparison.Ordinal)).Name;
}
