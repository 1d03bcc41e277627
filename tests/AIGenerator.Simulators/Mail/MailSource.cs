using System.Text;
using System.Text.RegularExpressions;

namespace AIGenerator.Simulators.Mail;

/// <summary>Reads as much of MIME as our own mails use: encoded words in the head, two Base64 parts in the body.</summary>
public static partial class MailSource
{
    public static string Subject(this TakenMail mail) => Decoded(Header(mail.Source, "Subject"));

    public static string Header(this TakenMail mail, string name) => Header(mail.Source, name);

    /// <summary>The part of this type, e.g. <c>text/html</c>, in clear.</summary>
    public static string Part(this TakenMail mail, string type)
    {
        var boundary = Boundary().Match(Header(mail.Source, "Content-Type")).Groups[1].Value;
        foreach (var part in mail.Source.Split("--" + boundary))
        {
            var (head, body) = Halves(part.TrimStart('\n'));
            if (Header(head, "Content-Type").StartsWith(type, StringComparison.OrdinalIgnoreCase)
                && Header(head, "Content-Transfer-Encoding") == "base64")
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)));
            }
        }

        return "";
    }

    private static (string Head, string Body) Halves(string source)
    {
        var end = source.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? (source, "") : (source[..end], source[(end + 2)..]);
    }

    private static string Header(string source, string name)
    {
        var (head, _) = Halves(source);
        var lines = Folded().Replace(head, " ").Split('\n');
        return lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
    }

    private static string Decoded(string header) => EncodedWord().Replace(
        Between().Replace(header, "=?"), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.None, 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex("\n[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Folded();

    [GeneratedRegex("=\\?utf-8\\?B\\?([^?]*)\\?=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("(?<=\\?=)[ \t]+=\\?", RegexOptions.None, 1000)]
    private static partial Regex Between();
}
