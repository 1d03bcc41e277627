using System.Numerics;

namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>Paints a scene: a sky with its light, ridges one before the other, and in some scenes water, trees or a grid. One pass over the pixels.</summary>
internal sealed class Painter
{
    private const float Grain = 0.012f;

    private readonly Scene _scene;
    private readonly int _width;
    private readonly int _height;
    private readonly Noise _noise;
    private readonly Vector2 _light;
    private readonly float _radius;
    private readonly float _shore;
    private readonly Ridge[] _ridges;

    private Painter(Scene scene, int width, int height)
    {
        (_scene, _width, _height) = (scene, width, height);
        var dice = new Dice(scene.Seed);
        _noise = new Noise(dice.Next());
        _radius = dice.Between(0.05f, 0.12f) * (scene.Style == "neon" ? 2.2f : 1);
        _light = new Vector2(dice.Between(0.2f, 0.8f), dice.Between(0.22f, 0.46f));
        _shore = scene.Style switch { "ocean" => dice.Between(0.6f, 0.72f), "neon" => 0.66f, _ => 2f };
        var count = scene.Style is "ocean" or "neon" ? 2 : 4 + dice.Below(3);
        _ridges = [.. Enumerable.Range(0, count).Select(at => Ridge.Of(at, count, scene, dice, width, height))];
    }

    /// <summary>Colours row by row, three bytes each.</summary>
    public static byte[] Paint(Scene scene, int width, int height, CancellationToken ct)
    {
        var painter = new Painter(scene, width, height);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            ct.ThrowIfCancellationRequested();
            painter.PaintRow(y, pixels.AsSpan(y * width * 3, width * 3));
        }

        return pixels;
    }

    private void PaintRow(int y, Span<byte> row)
    {
        for (var x = 0; x < _width; x++)
        {
            var at = new Vector2((float)x / _width, (float)y / _height);
            var colour = at.Y > _shore ? Below(at) : Above(x, at);
            colour *= 1 - (0.35f * Vector2.DistanceSquared(at, new Vector2(0.5f, 0.5f)));
            colour += new Vector3(Grain * Speckle(x, y));
            row[x * 3] = Byte(colour.X);
            row[(x * 3) + 1] = Byte(colour.Y);
            row[(x * 3) + 2] = Byte(colour.Z);
        }
    }

    private Vector3 Above(int x, Vector2 at)
    {
        for (var i = _ridges.Length - 1; i >= 0; i--)
        {
            var ridge = _ridges[i];
            var depth = at.Y - ridge.Heights[x];
            if (depth >= 0)
            {
                return Land(ridge, depth, at);
            }

            if (_scene.Style == "paper" && depth > -0.012f)
            {
                // A sheet throws a soft shadow on the one behind it.
                return Vector3.Lerp(i == 0 ? Sky(at) : Land(_ridges[i - 1], 0.05f, at), Vector3.Zero, 0.18f * (1 + (depth / 0.012f)));
            }
        }

        return Sky(at);
    }

    private Vector3 Land(Ridge ridge, float depth, Vector2 at)
    {
        if (_scene.Style == "paper")
        {
            return ridge.Colour;
        }

        // Mist gathers at the foot of each ridge, and a thin light lies on its edge.
        var mist = Math.Clamp(depth * 3.2f, 0, 1) * 0.45f;
        var edge = Math.Clamp(1 - (depth * 90), 0, 1) * 0.25f;
        var texture = 0.04f * _noise.Plane(at.X * 40, at.Y * 60, 2);
        return Vector3.Lerp(Vector3.Lerp(ridge.Colour, ridge.Mist, mist), _scene.Palette.Light, edge) * (1 + texture);
    }

    private Vector3 Sky(Vector2 at)
    {
        var palette = _scene.Palette;
        var colour = Vector3.Lerp(palette.Zenith, palette.Horizon, MathF.Pow(Math.Clamp(at.Y / 0.68f, 0, 1), 1.35f));
        var away = Vector2.Distance(at * Aspect, _light * Aspect);
        if (_scene.Style == "paper")
        {
            return away < _radius ? palette.Light : colour;
        }

        if (palette.IsNight && _noise.Plane(at.X * 310 * Aspect.X, at.Y * 310, 1) > 0.975f)
        {
            colour = Vector3.Lerp(colour, Vector3.One, Math.Clamp(1 - (at.Y * 1.6f), 0, 0.9f));
        }

        var clouds = Math.Clamp(_noise.Plane((at.X * 3) + 5, at.Y * 9, 5) + (at.Y * 0.4f) - 0.15f, 0, 1);
        colour = Vector3.Lerp(colour, Vector3.Lerp(palette.Horizon, Vector3.One, 0.35f), clouds * (palette.IsNight ? 0.18f : 0.5f));
        colour = Vector3.Lerp(colour, palette.Light, 0.55f * MathF.Exp(-away * away * 16));
        var disc = Math.Clamp((_radius - away) * 260, 0, 1);
        if (_scene.Style == "neon" && at.Y > _light.Y && (int)(at.Y * 70) % 3 == 0)
        {
            disc = 0;
        }

        return Vector3.Lerp(colour, palette.Light, disc);
    }

    /// <summary>Water that mirrors the sky, or the neon plain with its lines.</summary>
    private Vector3 Below(Vector2 at)
    {
        var depth = (at.Y - _shore) / (1 - _shore);
        if (_scene.Style == "neon")
        {
            var across = MathF.Abs(Fraction((at.X - 0.5f) * 9 / (depth + 0.12f)) - 0.5f);
            var along = MathF.Abs(Fraction(2.4f / (depth + 0.08f)) - 0.5f);
            var line = MathF.Max(MathF.Exp(-across * 42 * (depth + 0.12f)), MathF.Exp(-along * 26));
            return Vector3.Lerp(_scene.Palette.Near, _scene.Palette.Horizon, line * 0.85f);
        }

        var waves = _noise.Plane(at.X * 14 * (1.2f - (depth * 0.6f)), at.Y * 160 / (0.4f + depth), 3);
        var mirrored = Sky(new Vector2(at.X + (waves * 0.02f), _shore - (depth * 0.5f)));
        var colour = Vector3.Lerp(mirrored, _scene.Palette.Near, 0.25f + (0.55f * depth));
        var glitter = MathF.Exp(-MathF.Pow((at.X - _light.X) * 7 / (0.5f + depth), 2)) * Math.Clamp(waves * 2.4f, 0, 1);
        return colour + (_scene.Palette.Light * (glitter * 0.55f)) + new Vector3(waves * 0.03f);
    }

    private Vector2 Aspect => new((float)_width / _height, 1);

    private static float Fraction(float value) => value - MathF.Floor(value);

    private static float Speckle(int x, int y)
    {
        var hash = (uint)((x * 73856093) ^ (y * 19349663));
        hash = (hash ^ (hash >> 15)) * 2246822519;
        return ((hash >> 16) / 32767.5f) - 1;
    }

    private static byte Byte(float value) => (byte)Math.Clamp((value * 255) + 0.5f, 0, 255);
}
