using System.Globalization;
using System.Text.RegularExpressions;
using AIGenerator.Generation;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Drawing;

/// <summary>A picture of our own store in an answer's Markdown: <c>![what it shows](/api/assets/{id}#{width}x{height})</c>. The size keeps its place while it loads.</summary>
internal sealed partial record OwnPicture(Guid Id, int Width, int Height)
{
    /// <summary>Where pictures lie.</summary>
    public const string Root = "/api/assets/";

    private const int LongestDescription = 300;
    private const string Signs = "\\`*_~[]()<>&!$|^@#";

    /// <summary>What a model is told of an answer that was drawn.</summary>
    public const string Told = "[A picture was made for this request and shown to the person.]";

    public bool HasSize => Width > 0;

    /// <summary>How its HTML leads to the file, so that files and shared pages can put something else there.</summary>
    public string LinkMarkup => $" href=\"{Root}{Id:D}\" target=\"_blank\"";

    /// <summary>How its HTML shows it.</summary>
    public string SourceMarkup => $"src=\"{Root}{Id:D}?size=2\"";

    /// <summary>The picture that an address names; null where it names none.</summary>
    public static OwnPicture? Read(string? address) => address is not null && Address().Match(address) is { Success: true } match
        ? new OwnPicture(Guid.ParseExact(match.Groups["id"].ValueSpan, "D"), NumberOf(match.Groups["width"]), NumberOf(match.Groups["height"]))
        : null;

    /// <summary>The pictures of an answer that was drawn, in order.</summary>
    public static IReadOnlyList<OwnPicture> In(string text) => [.. InText().Matches(text).Select(match => Read(match.Groups["address"].Value)).OfType<OwnPicture>()];

    /// <summary>The answer that shows these pictures of what was wished.</summary>
    public static string Write(string wish, IReadOnlyList<MadePicture> pictures)
    {
        var description = Escaped(wish);
        return string.Join("\n\n", pictures.Select(picture => string.Create(
            CultureInfo.InvariantCulture, $"![{description}]({Root}{picture.Id:D}{(picture.Width > 0 && picture.Height > 0 ? $"#{picture.Width}x{picture.Height}" : "")})")));
    }

    /// <summary>The answer where its pictures cannot be shown: what they are of, in words.</summary>
    public static string InWords(string text) => InText().Replace(text, match => match.Groups["description"] is { Length: > 0 } description ? $"*{description.Value}*" : "");

    // A person's words, in which no sign means anything. As entities: a backslash before a bracket begins a formula.
    private static string Escaped(string wish)
    {
        var line = string.Join(' ', wish.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(StoredText.Cut(line, LongestDescription).Select(letter =>
            Signs.Contains(letter, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"&#{(int)letter};") : letter.ToString()));
    }

    private static int NumberOf(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^/api/assets/(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(#(?<width>[1-9][0-9]{0,4})x(?<height>[1-9][0-9]{0,4}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(@"!\[(?<description>[^\[\]\n]*)\]\((?<address>/api/assets/[0-9a-f-]{36}(#[1-9][0-9]{0,4}x[1-9][0-9]{0,4})?)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InText();
}
