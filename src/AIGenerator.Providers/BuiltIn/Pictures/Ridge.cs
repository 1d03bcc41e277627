using System.Numerics;

namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>One line of hills.</summary>
/// <param name="Heights">Where its edge is in each column, from 0 at the top to 1.</param>
/// <param name="Colour">Of the hills.</param>
/// <param name="Mist">Of what lies at their foot.</param>
internal sealed record Ridge(float[] Heights, Vector3 Colour, Vector3 Mist)
{
    /// <param name="at">Its place, 0 for the farthest.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="scene">Style and colours.</param>
    /// <param name="dice">Decides the shape.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static Ridge Of(int at, int count, Scene scene, Dice dice, int width, int height)
    {
        var near = count == 1 ? 1 : (float)at / (count - 1);
        var noise = new Noise(dice.Next());
        var isFlat = scene.Style is "ocean" or "neon";
        var foot = isFlat ? dice.Between(0.58f, 0.68f) : float.Lerp(0.46f, 0.9f, near) + dice.Between(-0.03f, 0.03f);
        var swing = isFlat ? dice.Between(0.05f, 0.12f) : float.Lerp(0.17f, 0.07f, near);
        var pace = float.Lerp(2.2f, 4.5f, dice.Unit()) * width / Math.Max(width, height);
        var heights = new float[width];
        for (var x = 0; x < width; x++)
        {
            var place = (float)x / width * pace;
            heights[x] = foot - (swing * noise.Line(place, scene.Style == "paper" ? 2 : 6)) - Trees(scene, noise, x, near, height);
        }

        var colour = Vector3.Lerp(scene.Palette.Far, scene.Palette.Near, isFlat ? 0.3f + (0.3f * near) : near);
        return new Ridge(heights, colour, Vector3.Lerp(colour, scene.Palette.Horizon, 0.7f - (0.4f * near)));
    }

    /// <summary>Firs: peaks of different heights, side by side, larger on nearer ridges.</summary>
    private static float Trees(Scene scene, Noise noise, int x, float near, int height)
    {
        if (scene.Style != "forest")
        {
            return 0;
        }

        var spacing = float.Lerp(7, 34, near) * height / 1024;
        var tree = MathF.Floor(x / spacing);
        var inside = MathF.Abs((x / spacing) - tree - 0.5f) * 2;
        var size = 0.5f + (0.5f * noise.Plane(tree * 3.7f, 91, 1));
        var jag = 0.85f + (0.15f * MathF.Cos(inside * 26));
        return MathF.Max(0, (1 - inside) * jag) * size * float.Lerp(0.012f, 0.085f, near);
    }
}
