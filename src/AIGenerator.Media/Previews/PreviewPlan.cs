using AIGenerator.Media.Generated;
using AIGenerator.Media.Pictures;
using AIGenerator.Previews;

namespace AIGenerator.Media.Previews;

/// <summary>Which smaller pictures one of this size gets.</summary>
internal sealed class PreviewPlan(PictureHeader header)
{
    private const int BlurSide = 32;

    /// <summary>Pixels of the longer sides, smallest first.</summary>
    public IReadOnlyList<int> Sides { get; } = [.. PicturePreview.Sides.Where(side => side < Math.Max(header.Width, header.Height))];

    /// <summary>The few pixels that the blur is made of.</summary>
    public PixelSize Blur => SizeOf(BlurSide);

    /// <summary>The picture's size within a square, never larger than it is.</summary>
    public PixelSize SizeOf(int side)
    {
        var factor = Math.Min(1.0, side / (double)Math.Max(header.Width, header.Height));
        return new PixelSize(Math.Max(1, (int)Math.Round(header.Width * factor)), Math.Max(1, (int)Math.Round(header.Height * factor)));
    }
}
