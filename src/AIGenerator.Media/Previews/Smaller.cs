using AIGenerator.Media.Generated;

namespace AIGenerator.Media.Previews;

/// <summary>What was made of a picture.</summary>
internal sealed record Smaller(string? BlurHash, IReadOnlyList<PicturePreview> Previews)
{
    public static readonly Smaller None = new(null, []);
}
