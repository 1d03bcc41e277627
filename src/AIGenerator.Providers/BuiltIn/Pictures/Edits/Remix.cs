using System.Numerics;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>The source in the colours of the words: its dark parts take those of the near land, its light ones those of sky and sun. Its drawing stays.</summary>
internal static class Remix
{
    /// <summary>How far it goes where nobody says.</summary>
    public const double UsualStrength = 0.6;

    public static PixelPicture Make(PixelPicture source, Scene scene, double strength)
    {
        var (palette, share) = (scene.Palette, (float)strength);
        Vector3[] steps = [palette.Near, Vector3.Lerp(palette.Near, palette.Far, 0.55f), palette.Far, palette.Horizon, palette.Light];
        var result = (byte[])source.Rgba.Clone();
        for (var at = 0; at < result.Length; at += 4)
        {
            var colour = new Vector3(result[at], result[at + 1], result[at + 2]) / 255;
            var light = Vector3.Dot(colour, new Vector3(0.299f, 0.587f, 0.114f));
            var graded = Vector3.Lerp(colour, At(steps, light), share);

            // A little of the source's own saturation keeps faces and flags apart.
            graded += (colour - new Vector3(light)) * (0.25f * share);
            (result[at], result[at + 1], result[at + 2]) = (Byte(graded.X), Byte(graded.Y), Byte(graded.Z));
        }

        return source with { Rgba = result };
    }

    private static Vector3 At(Vector3[] steps, float light)
    {
        var place = Math.Clamp(light, 0, 1) * (steps.Length - 1);
        var step = Math.Min((int)place, steps.Length - 2);
        return Vector3.Lerp(steps[step], steps[step + 1], place - step);
    }

    private static byte Byte(float value) => (byte)Math.Clamp((value * 255) + 0.5f, 0, 255);
}
