using Microsoft.AspNetCore.WebUtilities;

namespace AIGenerator.Studio.Library;

/// <summary>The library as the page's address says it: <c>?view=grid&amp;q=…&amp;origin=…&amp;by=…&amp;collection=…</c>. The page's <c>model</c> is the form's, so a filter by model is called <c>by</c>.</summary>
internal static class LibraryAddress
{
    public const string Grid = "grid";

    public static LibraryQuery Read(string? q, string? origin, string? by, string? collection, string? before = null) =>
        new(q, LibraryQuery.OriginOf(origin), by, Guid.TryParse(collection, out var id) ? id : null, before);

    /// <summary>The grid, whole or with one collection.</summary>
    public static string Of(Guid? collection) => collection is { } id ? QueryHelpers.AddQueryString($"/images?view={Grid}", "collection", id.ToString()) : $"/images?view={Grid}";
}
