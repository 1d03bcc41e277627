using System.Numerics;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>
/// The marked part anew: at its edge the colours of what lies around it, further in the landscape that the words give. What is not marked stays
/// byte for byte.
/// </summary>
internal static class Inpaint
{
    public static PixelPicture Make(PixelPicture source, ImageMask mask, Scene scene, CancellationToken ct)
    {
        var marked = mask.Pixels;
        var around = Surroundings.Fill(source, i => marked.Span[i] >= 128, ct);
        var depths = EdgeDistance.Of(marked.Span, source.Width, source.Height);
        var drawn = Painter.Paint(scene, source.Width, source.Height, ct);
        var feather = Math.Max(4f, Math.Min(source.Width, source.Height) * 0.05f);
        var result = (byte[])source.Rgba.Clone();
        for (var i = 0; i < depths.Length; i++)
        {
            if (depths[i] == 0)
            {
                continue;
            }

            var share = Math.Clamp(depths[i] / EdgeDistance.Step / feather, 0, 1);
            var colour = Vector3.Lerp(around[i], new Vector3(drawn[i * 3], drawn[(i * 3) + 1], drawn[(i * 3) + 2]), share * share * (3 - (2 * share)));
            result[i * 4] = Byte(colour.X);
            result[(i * 4) + 1] = Byte(colour.Y);
            result[(i * 4) + 2] = Byte(colour.Z);
            result[(i * 4) + 3] = 255;
        }

        return source with { Rgba = result };
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
