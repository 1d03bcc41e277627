using AIGenerator.Generation.Assets;
using AIGenerator.Studio.Images;

namespace AIGenerator.Studio.Library;

/// <summary>Which pictures of the library.</summary>
/// <param name="Words">Those whose prompt holds these words.</param>
/// <param name="Origin">Made here, or brought.</param>
/// <param name="Model">Those that this model made.</param>
/// <param name="Collection">Those that lie in it, the last added first.</param>
/// <param name="Before">Where the last page ended.</param>
/// <param name="Take">At most so many, up to 100.</param>
public sealed record LibraryQuery(string? Words = null, AssetOrigin? Origin = null, string? Model = null, Guid? Collection = null, string? Before = null, int Take = LibraryQuery.Page)
{
    /// <summary>Pictures shown at a time.</summary>
    public const int Page = 60;

    /// <summary>Whether it asks for less than everything.</summary>
    public bool IsNarrow => !string.IsNullOrWhiteSpace(Words) || Origin is not null || !string.IsNullOrEmpty(Model);

    /// <summary>The origin as addresses write it; what is no origin asks for all.</summary>
    internal static AssetOrigin? OriginOf(string? word) => word?.ToLowerInvariant() switch
    {
        "generated" => AssetOrigin.Generated,
        "uploaded" => AssetOrigin.Uploaded,
        _ => null,
    };

    internal static string? WordOf(AssetOrigin? origin) => origin is { } one ? ImageResponse.Word(one) : null;
}
