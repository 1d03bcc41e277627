using System.Globalization;
using Markdig.Renderers;

namespace AIGenerator.Chat.Markdown;

/// <summary>Which addresses a model may link to, and nothing else.</summary>
internal static class SafeAddress
{
    /// <summary>In characters.</summary>
    public const int Longest = 2_000;

    private static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    /// <summary>
    /// Absolute ones of three schemes, without characters that nobody sees. Everything else, an address of our own site too, stays text: a
    /// model's words must not look like our buttons.
    /// </summary>
    public static bool Allows(string? address) =>
        address is { Length: <= Longest }
        && !address.AsSpan().ContainsAny(' ', '\t')
        && address.All(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
        && Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && address.Length > scheme.Length);

    /// <summary>Begins a link. A bare one shows its own address, which paper then need not repeat.</summary>
    public static void Open(HtmlRenderer renderer, string address, bool isBare = false) =>
        renderer.Write(isBare ? "<a class=\"bare\" href=\"" : "<a href=\"").WriteEscapeUrl(address).Write("\" target=\"_blank\" rel=\"noopener nofollow\">");
}
