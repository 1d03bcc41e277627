using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIGenerator.Chat.Markdown;
using AIGenerator.Kernel.Localization;
using AIGenerator.Ui;
using Markdig.Syntax;

namespace AIGenerator.Chat.Export;

/// <summary>
/// One Markdown file: front matter, then each message under a heading of its own. People's words are quoted, so that nothing they wrote runs into
/// the rest; a fence that an answer left open is closed.
/// </summary>
internal static class MarkdownExport
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ChatDocument chat, DocumentNames names, ILocalizer texts, DateTimeOffset now)
    {
        var file = new StringBuilder();
        WriteFrontMatter(file, chat, now);
        file.Append("# ").Append(OneLine(chat.Title)).Append('\n');
        foreach (var line in DocumentLine.Of(chat, names))
        {
            WriteMessage(file, line, texts);
        }

        return file.ToString();
    }

    // A JSON string is a YAML string as well.
    private static void WriteFrontMatter(StringBuilder file, ChatDocument chat, DateTimeOffset now)
    {
        file.Append("---\n");
        foreach (var (name, value) in new[]
        {
            ("title", Quote(chat.Title)), ("id", Quote(chat.Id.ToString())), ("model", Quote(chat.Model)), ("created", Time(chat.CreatedAt)),
            ("updated", Time(chat.UpdatedAt)), ("exported", Time(now)), ("messages", chat.Messages.Count.ToString(CultureInfo.InvariantCulture)),
        })
        {
            file.Append(name).Append(": ").Append(value).Append('\n');
        }

        file.Append("---\n\n");
    }

    private static void WriteMessage(StringBuilder file, DocumentLine line, ILocalizer texts)
    {
        var number = line.Number.ToString(CultureInfo.InvariantCulture);
        file.Append("\n## ").Append(number).Append(". ").Append(OneLine(line.Name.Length > 0 ? line.Name : texts["chat.export.you"])).Append('\n');
        file.Append("\n*").Append(Time(line.At)).Append('*');
        if (line.Follows is { } follows)
        {
            file.Append(" · *").Append(texts.Format("chat.export.follows", ("number", follows))).Append('*');
        }

        file.Append("\n\n");
        if (line.Reasoning.Length > 0)
        {
            file.Append(Quoted("**" + texts["chat.export.reasoning"] + "**\n\n" + line.Reasoning)).Append("\n\n");
        }

        // A question may be its files alone.
        if (line.Text.Length > 0 || line.Files.Count == 0)
        {
            file.Append(line.IsAnswer ? Closed(line.Text) : Quoted(line.Text)).Append('\n');
        }

        WriteFiles(file, line, texts);
        WriteSources(file, line.Sources, texts);
    }

    private static void WriteFiles(StringBuilder file, DocumentLine line, ILocalizer texts)
    {
        if (line.Files.Count == 0)
        {
            return;
        }

        file.Append(line.Text.Length > 0 ? "\n" : "").Append("**").Append(texts["chat.export.files"]).Append("**\n\n");
        foreach (var attached in line.Files)
        {
            file.Append("- ").Append(Plain(OneLine(attached.Name))).Append(" · ").Append(FileSize.Of(attached.SizeBytes, texts)).Append('\n');
        }
    }

    private static void WriteSources(StringBuilder file, IReadOnlyList<Citation> sources, ILocalizer texts)
    {
        if (sources.Count == 0)
        {
            return;
        }

        file.Append("\n**").Append(texts["chat.answer.sources"]).Append("**\n\n");
        foreach (var source in sources)
        {
            var number = source.Number.ToString(CultureInfo.InvariantCulture);
            file.Append(number).Append(". ").Append(Plain(OneLine(source.Title)));
            file.Append(source.SafeUrl is { } address ? $" <{address.Replace(">", "%3E", StringComparison.Ordinal)}>" : "").Append('\n');
        }
    }

    // A page's title is a stranger's: no mark in it means anything.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsAscii(letter) && char.IsPunctuation(letter) || letter is '<' or '>' or '`' or '|' ? $"\\{letter}" : letter.ToString()));

    private static string Quoted(string text) => string.Join('\n', Lines(text).Select(line => line.Length == 0 ? ">" : "> " + line));

    /// <summary>The text, with a fence at its end where the last one was left open.</summary>
    internal static string Closed(string text)
    {
        var clean = string.Join('\n', Lines(text)).TrimEnd();
        return ChatMarkdown.ParseStructure(clean)?.LastChild is FencedCodeBlock { ClosingFencedCharCount: 0 } open
            ? clean + "\n" + new string(open.FencedChar, Math.Max(3, open.OpeningFencedCharCount))
            : clean;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
