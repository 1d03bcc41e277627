using AIGenerator.Generation;

namespace AIGenerator.Studio.Images;

/// <summary>Where pages find a picture.</summary>
internal static class AssetAddress
{
    /// <summary>One of its smaller sizes, 0 to 2; the whole where it has none.</summary>
    public static string Of(AssetView asset, int size) => size < asset.Previews ? $"/api/assets/{asset.Id}?size={size}" : $"/api/assets/{asset.Id}";
}
