namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>Smooth randomness over a line and a plane: values at whole numbers, eased between them, in several octaves.</summary>
internal sealed class Noise(ulong seed)
{
    private readonly uint _seed = (uint)(seed ^ (seed >> 32));

    /// <summary>From -1 to 1.</summary>
    public float Line(float x, int octaves)
    {
        float sum = 0, weight = 0.5f, total = 0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x, octave * 57.3f);
            total += weight;
            (x, weight) = (x * 2, weight * 0.5f);
        }

        return sum / total;
    }

    /// <summary>From -1 to 1.</summary>
    public float Plane(float x, float y, int octaves)
    {
        float sum = 0, weight = 0.5f, total = 0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x, y);
            total += weight;
            (x, y, weight) = ((x * 2) + 13.7f, (y * 2) + 7.1f, weight * 0.5f);
        }

        return sum / total;
    }

    private float At(float x, float y)
    {
        var (left, top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (u, v) = (Ease(x - left), Ease(y - top));
        var upper = float.Lerp(Corner(left, top), Corner(left + 1, top), u);
        var lower = float.Lerp(Corner(left, top + 1), Corner(left + 1, top + 1), u);
        return float.Lerp(upper, lower, v);
    }

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private float Corner(int x, int y)
    {
        var hash = (uint)((x * 374761393) + (y * 668265263)) ^ _seed;
        hash = (hash ^ (hash >> 13)) * 1274126177;
        return (((hash ^ (hash >> 16)) & 0xFFFF) / 32767.5f) - 1;
    }
}
