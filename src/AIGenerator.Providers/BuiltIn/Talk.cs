using System.Globalization;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Small talk, and the honest answers about itself.</summary>
internal static class Talk
{
    private const int LongestGreeting = 40;

    public static string? Greeting(Question question) =>
        question.Text.Length == 0 || (question.Text.Length <= LongestGreeting && question.Mentions("words.greeting")) ? question.Phrases["greeting"] : null;

    public static string? Thanks(Question question) =>
        question.Text.Length <= LongestGreeting && question.Mentions("words.thanks") ? question.Phrases["thanks"] : null;

    public static string? WhoAreYou(Question question) => question.Mentions("words.who") ? question.Phrases["who"] : null;

    public static string? WhatCanYouDo(Question question) => question.Mentions("words.abilities") ? question.Phrases["abilities"] : null;

    public static string? Connecting(Question question) => question.Mentions("words.connect") ? question.Phrases["connect"] : null;

    /// <summary>Says what it knows of a picture, which is its format and size and not its content.</summary>
    public static string? Pictures(Question question)
    {
        if (question.Images.Count == 0)
        {
            return null;
        }

        var rows = question.Images.Select((image, index) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {index + 1} | {image.MediaType} | {ImageSize.Describe(image.Bytes.Span) ?? "?"} | {(image.Bytes.Length + 1023) / 1024} |"));
        return question.Phrases.Format("pictures", ("rows", string.Join('\n', rows)));
    }

    public static string Unknown(Question question) => question.Phrases.Format("unknown", ("quote", Quote(question.Text)));

    private static string Quote(string text)
    {
        const int Longest = 160;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : StoredText.Cut(line, Longest) + "…";
    }
}
