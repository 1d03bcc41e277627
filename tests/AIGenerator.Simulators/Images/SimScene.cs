namespace AIGenerator.Simulators.Images;

/// <summary>
/// A picture that is as much work for whoever reads it as a vendor's: a million pixels of hills under a sky, light and grain at every scale, about 1.2 MB
/// as PNG. Only benchmarks ask for it (<c>sim:scene</c>).
/// </summary>
internal static class SimScene
{
    private const int Side = 1024;
    private const int Octaves = 9;

    public static SimPixels Draw((byte Red, byte Green, byte Blue) color)
    {
        var bytes = new byte[Side * Side * 3];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var ground = (0.55 + (0.25 * (Noise(x, 7, 3, 3) - 0.5))) * Side;
                var light = Noise(x, y, 1, Octaves);
                var isGround = y > ground;
                var depth = isGround ? (y - ground) / Side : (double)y / Side;
                var at = ((y * Side) + x) * 3;
                bytes[at] = Shade(isGround ? color.Red * (0.9 - depth) : 90 + (120 * depth), light);
                bytes[at + 1] = Shade(isGround ? color.Green * (1.6 - depth) : 130 + (90 * depth), light);
                bytes[at + 2] = Shade(isGround ? color.Blue * (0.8 - depth) : 210 + (20 * depth), light);
            }
        }

        return new SimPixels(Side, Side, 3, bytes);
    }

    private static byte Shade(double channel, double light) => (byte)Math.Clamp(channel * (0.2 + (1.6 * light)), 0, 255);

    /// <summary>0 to 1: coarse waves with ever finer ones on them, each of nearly three quarters of the height.</summary>
    private static double Noise(double x, double y, int seed, int octaves)
    {
        var (sum, height, most, length) = (0.0, 1.0, 0.0, 256.0);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += height * Wave(x / length, y / length, seed + octave);
            most += height;
            (height, length) = (height * 0.72, length / 2);
        }

        return sum / most;
    }

    private static double Wave(double x, double y, int seed)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (across, down) = (Ease(x - left), Ease(y - top));
        var above = Between(Dot(left, top, seed), Dot(left + 1, top, seed), across);
        var below = Between(Dot(left, top + 1, seed), Dot(left + 1, top + 1, seed), across);
        return Between(above, below, down);
    }

    private static double Ease(double t) => t * t * (3 - (2 * t));

    private static double Between(double from, double to, double t) => from + ((to - from) * t);

    private static double Dot(int x, int y, int seed)
    {
        var hash = (uint)((x * 374_761_393) + (y * 668_265_263) + (seed * 1_274_126_177));
        hash = (hash ^ (hash >> 13)) * 1_274_126_177;
        return (hash ^ (hash >> 16)) / (double)uint.MaxValue;
    }
}
