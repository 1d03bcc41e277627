using System.Numerics;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>More picture around the source: its mirror image, which loses itself in its blurred colours the further out it lies. The source stays byte for byte.</summary>
internal static class Outpaint
{
    private const int BlurSide = 48;

    public static PixelPicture Make(PixelPicture source, ImageMargins margins, ulong seed, CancellationToken ct)
    {
        var (width, height) = (source.Width + margins.Left + margins.Right, source.Height + margins.Top + margins.Bottom);
        var blurred = Blurred(source, ct);
        var reach = Math.Max(24f, Math.Min(source.Width, source.Height) * 0.35f);
        var grain = new Noise(seed);
        var result = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            ct.ThrowIfCancellationRequested();
            var row = result.AsSpan(y * width * 4, width * 4);
            for (var x = 0; x < width; x++)
            {
                var (inX, inY) = (x - margins.Left, y - margins.Top);
                var (nearX, nearY) = (Mirrored(inX, source.Width), Mirrored(inY, source.Height));
                var pixel = source.Rgba.AsSpan(((nearY * source.Width) + nearX) * 4, 4);
                if (inX == nearX && inY == nearY)
                {
                    pixel.CopyTo(row[(x * 4)..]);
                    continue;
                }

                var away = Vector2.Distance(new(inX, inY), new(Math.Clamp(inX, 0, source.Width - 1), Math.Clamp(inY, 0, source.Height - 1)));
                var share = Math.Clamp(away / reach, 0, 1);
                var soft = Between(blurred, nearX * (blurred.Width - 1f) / Math.Max(1, source.Width - 1), nearY * (blurred.Height - 1f) / Math.Max(1, source.Height - 1));
                var colour = Vector4.Lerp(ColourOf(pixel), soft, share) + new Vector4(new Vector3(2.5f * share * grain.Plane(x * 0.7f, y * 0.7f, 1)), 0);
                (row[x * 4], row[(x * 4) + 1], row[(x * 4) + 2], row[(x * 4) + 3]) = (Byte(colour.X), Byte(colour.Y), Byte(colour.Z), Byte(colour.W));
            }
        }

        return new PixelPicture(width, height, result);
    }

    private static PixelPicture Blurred(PixelPicture source, CancellationToken ct)
    {
        var factor = Math.Min(1.0, BlurSide / (double)Math.Max(source.Width, source.Height));
        return Resample.To(source, Math.Max(1, (int)(source.Width * factor)), Math.Max(1, (int)(source.Height * factor)), ct);
    }

    /// <summary>The place in the picture that a place outside looks like, there and back as often as it takes.</summary>
    private static int Mirrored(int at, int length)
    {
        var place = ((at % (2 * length)) + (2 * length)) % (2 * length);
        return place < length ? place : (2 * length) - 1 - place;
    }

    private static Vector4 Between(PixelPicture picture, float x, float y)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, picture.Width - 1), Math.Min(top + 1, picture.Height - 1));
        return Vector4.Lerp(
            Vector4.Lerp(At(picture, left, top), At(picture, right, top), x - left), Vector4.Lerp(At(picture, left, bottom), At(picture, right, bottom), x - left), y - top);
    }

    private static Vector4 At(PixelPicture picture, int x, int y) => ColourOf(picture.Rgba.AsSpan(((y * picture.Width) + x) * 4, 4));

    private static Vector4 ColourOf(ReadOnlySpan<byte> rgba) => new(rgba[0], rgba[1], rgba[2], rgba[3]);

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
