using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AIGenerator.Notifications.Mail;

/// <summary>
/// The same mail as a page: paragraphs, and links that can be pressed. No pictures and nothing from elsewhere, so that reading it tells nobody.
/// </summary>
internal static class MailPage
{
    // The default encoder would write every Cyrillic letter as a number.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(string text)
    {
        var page = new StringBuilder("<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            page.Append("<p>").AppendJoin("<br>\n", paragraph.Split('\n').Select(LineOf)).Append("</p>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string LineOf(string line)
    {
        var safe = Encoder.Encode(line.Trim());
        return Uri.TryCreate(line.Trim(), UriKind.Absolute, out var link) && (link.Scheme is "http" or "https") ? $"<a href=\"{safe}\">{safe}</a>" : safe;
    }
}
