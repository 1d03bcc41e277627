using System.Text.Json;
using AIGenerator.Chat.Markdown;
using AIGenerator.Providers.WebSearch;

namespace AIGenerator.Chat.Web;

/// <summary>The sources of an answer as they are kept with it.</summary>
internal static class StoredSources
{
    /// <summary>Null where there are none.</summary>
    public static string? Write(IReadOnlyList<WebPage> pages) => pages.Count == 0 ? null : JsonSerializer.Serialize(pages, JsonSerializerOptions.Web);

    public static IReadOnlyList<WebPage> Read(string? kept) => kept is null ? [] : JsonSerializer.Deserialize<List<WebPage>>(kept, JsonSerializerOptions.Web) ?? [];

    /// <summary>As the text cites them.</summary>
    public static IReadOnlyList<Citation> Cited(string? kept) => Cited(Read(kept));

    public static IReadOnlyList<Citation> Cited(IReadOnlyList<WebPage> pages) => [.. pages.Select((page, place) => new Citation(place + 1, page.Title, page.Url))];
}
