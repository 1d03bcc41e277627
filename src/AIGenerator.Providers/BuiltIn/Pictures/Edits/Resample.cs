using System.Numerics;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>
/// Another size, by Lanczos' window of three lobes (C. Duchon 1979). Colours count by their alpha, so that what is see-through bleeds into nothing.
/// Rows are made as they are needed: a large result takes little more memory than itself.
/// </summary>
internal static class Resample
{
    private const int Lobes = 3;

    public static PixelPicture To(PixelPicture source, int width, int height, CancellationToken ct) => To(source, (0, 0, source.Width, source.Height), width, height, ct);

    /// <param name="source">The picture.</param>
    /// <param name="part">Which part of it, in pixels; may end between two.</param>
    /// <param name="width">Pixels of the result.</param>
    /// <param name="height">Pixels of the result.</param>
    /// <param name="ct">Stops between two rows.</param>
    public static PixelPicture To(PixelPicture source, (double Left, double Top, double Width, double Height) part, int width, int height, CancellationToken ct)
    {
        var columns = TapsOf(part.Left, part.Width, width, source.Width);
        var lines = TapsOf(part.Top, part.Height, height, source.Height);
        var kept = new Dictionary<int, Vector4[]>();
        var free = new Stack<Vector4[]>();
        var result = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            ct.ThrowIfCancellationRequested();
            var line = lines[y];
            foreach (var old in kept.Keys.Where(row => row < line.First).ToList())
            {
                free.Push(kept[old]);
                kept.Remove(old);
            }

            for (var row = line.First; row < line.First + line.Weights.Length; row++)
            {
                if (!kept.ContainsKey(row))
                {
                    kept[row] = Across(source, row, columns, free.TryPop(out var room) ? room : new Vector4[width]);
                }
            }

            Down(kept, line, result.AsSpan(y * width * 4, width * 4));
        }

        return new PixelPicture(width, height, result);
    }

    private static Vector4[] Across(PixelPicture source, int row, Taps[] columns, Vector4[] target)
    {
        var pixels = source.Rgba.AsSpan(row * source.Width * 4, source.Width * 4);
        for (var x = 0; x < target.Length; x++)
        {
            var (sum, column) = (Vector4.Zero, columns[x]);
            for (var i = 0; i < column.Weights.Length; i++)
            {
                var pixel = pixels.Slice((column.First + i) * 4, 4);
                float alpha = pixel[3];
                sum += new Vector4(pixel[0] * alpha, pixel[1] * alpha, pixel[2] * alpha, alpha) * column.Weights[i];
            }

            target[x] = sum;
        }

        return target;
    }

    private static void Down(Dictionary<int, Vector4[]> rows, Taps line, Span<byte> result)
    {
        var taken = new Vector4[line.Weights.Length][];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = rows[line.First + i];
        }

        for (var x = 0; x < result.Length / 4; x++)
        {
            var sum = Vector4.Zero;
            for (var i = 0; i < taken.Length; i++)
            {
                sum += taken[i][x] * line.Weights[i];
            }

            var scale = sum.W > 0.001f ? 1 / sum.W : 0;
            result[x * 4] = Byte(sum.X * scale);
            result[(x * 4) + 1] = Byte(sum.Y * scale);
            result[(x * 4) + 2] = Byte(sum.Z * scale);
            result[(x * 4) + 3] = Byte(sum.W);
        }
    }

    private static Taps[] TapsOf(double start, double length, int count, int available)
    {
        var step = length / count;

        // Made smaller, the window grows over all pixels that a result's pixel stands for.
        var stretch = Math.Max(1, step);
        var taps = new Taps[count];
        for (var i = 0; i < count; i++)
        {
            var middle = start + ((i + 0.5) * step) - 0.5;
            var first = Math.Max(0, (int)Math.Ceiling(middle - (Lobes * stretch)));
            var last = Math.Min(available - 1, (int)Math.Floor(middle + (Lobes * stretch)));
            var weights = new float[last - first + 1];
            for (var at = first; at <= last; at++)
            {
                weights[at - first] = (float)Window((at - middle) / stretch);
            }

            var sum = weights.Sum();
            taps[i] = new Taps(first, [.. weights.Select(weight => weight / sum)]);
        }

        return taps;
    }

    private static double Window(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Abs(x) >= Lobes ? 0 : Lobes * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / Lobes) / (Math.PI * Math.PI * x * x);

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>Which pixels make one, and how much each counts.</summary>
    private sealed record Taps(int First, float[] Weights);
}
