using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>What PostgreSQL does with JSON, for queries.</summary>
internal static class MediaFunctions
{
    /// <summary>The text of a property: <c>jsonb_extract_path_text</c>.</summary>
    public static string TextOf(string json, string property) => throw new NotSupportedException("Only inside a query.");

    public static void Configure(ModelBuilder model) => model.HasDbFunction(typeof(MediaFunctions).GetMethod(nameof(TextOf))!, function =>
    {
        function.HasName("jsonb_extract_path_text").IsBuiltIn();
        function.HasParameter("json").HasStoreType("jsonb");
    });
}
