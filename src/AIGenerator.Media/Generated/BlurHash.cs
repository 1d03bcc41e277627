using System.Text;

namespace AIGenerator.Media.Generated;

/// <summary>Writes a picture's coarsest colours as a short word (github.com/woltapp/blurhash, Algorithm.md, read 2026-11).</summary>
internal static class BlurHash
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private const int Across = 4;
    private const int Down = 3;
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(value => ToLinear((byte)value))];

    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">Pixels; a few dozen are enough.</param>
    /// <param name="height">Pixels.</param>
    public static string Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var factors = new (double R, double G, double B)[Across * Down];
        for (var j = 0; j < Down; j++)
        {
            for (var i = 0; i < Across; i++)
            {
                factors[(j * Across) + i] = FactorOf(rgb, width, height, i, j);
            }
        }

        var most = factors.Skip(1).Max(f => Math.Max(Math.Abs(f.R), Math.Max(Math.Abs(f.G), Math.Abs(f.B))));
        var step = Math.Clamp((int)Math.Floor((most * 166) - 0.5), 0, 82);
        var hash = new StringBuilder();
        Write(hash, Across - 1 + ((Down - 1) * 9), 1);
        Write(hash, step, 1);
        Write(hash, (ToSrgb(factors[0].R) << 16) + (ToSrgb(factors[0].G) << 8) + ToSrgb(factors[0].B), 4);
        var largest = (step + 1) / 166.0;
        foreach (var (r, g, b) in factors.Skip(1))
        {
            Write(hash, (Quantised(r / largest) * 19 * 19) + (Quantised(g / largest) * 19) + Quantised(b / largest), 2);
        }

        return hash.ToString();
    }

    private static (double R, double G, double B) FactorOf(ReadOnlySpan<byte> rgb, int width, int height, int i, int j)
    {
        var (r, g, b) = (0.0, 0.0, 0.0);
        var across = WaveOf(i, width);
        var down = WaveOf(j, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var basis = across[x] * down[y];
                var at = ((y * width) + x) * 3;
                r += basis * Linear[rgb[at]];
                g += basis * Linear[rgb[at + 1]];
                b += basis * Linear[rgb[at + 2]];
            }
        }

        var scale = (i == 0 && j == 0 ? 1.0 : 2.0) / (width * height);
        return (r * scale, g * scale, b * scale);
    }

    private static double[] WaveOf(int number, int length) => [.. Enumerable.Range(0, length).Select(at => Math.Cos(Math.PI * number * at / length))];

    private static int Quantised(double value) => Math.Clamp((int)Math.Floor((Math.Sign(value) * Math.Sqrt(Math.Abs(value)) * 9) + 9.5), 0, 18);

    private static double ToLinear(byte value) => value / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);

    private static int ToSrgb(double value)
    {
        var v = Math.Clamp(value, 0, 1);
        return (int)((v <= 0.0031308 ? v * 12.92 * 255 : ((1.055 * Math.Pow(v, 1 / 2.4)) - 0.055) * 255) + 0.5);
    }

    private static void Write(StringBuilder hash, int value, int length)
    {
        for (var place = length - 1; place >= 0; place--)
        {
            hash.Append(Digits[value / (int)Math.Pow(83, place) % 83]);
        }
    }
}
