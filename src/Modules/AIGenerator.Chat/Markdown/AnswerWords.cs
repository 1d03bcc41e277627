using System.Text.Encodings.Web;
using AIGenerator.Kernel.Localization;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// The few words of ours inside an answer. The renderer leaves their places empty, because live text is rendered once for readers of all
/// languages. Pages that the server renders are filled here; for what arrives later the page does the same.
/// </summary>
internal static class AnswerWords
{
    private static readonly string[] Kinds = ["note", "tip", "important", "warning", "caution"];

    /// <summary>The empty place. No text of a model can look like it: their angle brackets are escaped.</summary>
    public static string TitleOf(string kind) => $"<p class=\"callout-title\" data-word=\"{kind}\"></p>";

    /// <summary>The HTML in a reader's language.</summary>
    public static string Fill(string html, ILocalizer texts)
    {
        if (!html.Contains("data-word=\"", StringComparison.Ordinal))
        {
            return html;
        }

        foreach (var kind in Kinds)
        {
            var place = TitleOf(kind);
            html = html.Replace(place, place.Replace("></p>", $">{HtmlEncoder.Default.Encode(texts[KeyOf(kind)])}</p>", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        return html;
    }

    /// <summary>The catalogue's key for a word.</summary>
    public static string KeyOf(string kind) => $"chat.answer.{kind}";
}
