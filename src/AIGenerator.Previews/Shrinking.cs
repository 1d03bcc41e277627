using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AIGenerator.Previews;

/// <summary>Makes pixels fewer: each new one is the mean of all that it covers, whole or in part.</summary>
internal static class Shrinking
{
    private const int Channels = 4;

    /// <param name="to">No larger than <paramref name="from"/>.</param>
    /// <param name="pixels">Four bytes each, row by row; colours multiplied by the alpha.</param>
    /// <param name="from">Their size.</param>
    public static byte[] To(PixelSize to, ReadOnlySpan<byte> pixels, PixelSize from)
    {
        if (to == from)
        {
            return pixels.ToArray();
        }

        var smaller = GC.AllocateUninitializedArray<byte>(to.Width * to.Height * Channels);
        var columns = new Cover(from.Width, to.Width);
        var rows = new Cover(from.Height, to.Height);
        var sum = new float[from.Width * Channels];
        for (var y = 0; y < to.Height; y++)
        {
            Array.Clear(sum);
            for (var row = 0; row < rows.Count; row++)
            {
                Add(sum, pixels.Slice((rows.First[y] + row) * sum.Length, sum.Length), rows.Weights[(y * rows.Count) + row]);
            }

            Gather(MemoryMarshal.Cast<float, Vector128<float>>(sum), columns, MemoryMarshal.Cast<byte, uint>(smaller.AsSpan(y * to.Width * Channels, to.Width * Channels)));
        }

        return smaller;
    }

    private static void Add(Span<float> sum, ReadOnlySpan<byte> row, float weight)
    {
        if (weight == 0)
        {
            return;
        }

        var at = 0;
        for (; at + Vector<byte>.Count <= row.Length; at += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[at..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            var into = sum.Slice(at, Vector<byte>.Count);
            Add(into, first, weight);
            Add(into[Vector<float>.Count..], second, weight);
            Add(into[(2 * Vector<float>.Count)..], third, weight);
            Add(into[(3 * Vector<float>.Count)..], fourth, weight);
        }

        for (; at < row.Length; at++)
        {
            sum[at] += row[at] * weight;
        }
    }

    private static void Add(Span<float> sum, Vector<uint> values, float weight) =>
        (new Vector<float>(sum) + (Vector.ConvertToSingle(Vector.AsVectorInt32(values)) * weight)).CopyTo(sum);

    private static void Gather(ReadOnlySpan<Vector128<float>> sum, Cover columns, Span<uint> line)
    {
        for (var x = 0; x < line.Length; x++)
        {
            // Half a step, so that cutting off rounds.
            var mean = Vector128.Create(0.5f);
            var weights = columns.Weights.AsSpan(x * columns.Count, columns.Count);
            var covered = sum.Slice(columns.First[x], weights.Length);
            for (var column = 0; column < weights.Length; column++)
            {
                mean += covered[column] * weights[column];
            }

            var whole = Vector128.ConvertToInt32(mean);
            line[x] = Vector128.Narrow(Vector128.Narrow(whole, whole).AsUInt16(), default).AsUInt32().ToScalar();
        }
    }

    /// <summary>Which of the old places each new one covers, and how much each counts in it; the same number for all, some of which count nothing.</summary>
    private sealed class Cover
    {
        public Cover(int from, int to)
        {
            var step = (double)from / to;
            Count = Math.Min((int)Math.Ceiling(step) + 1, from);
            (First, Weights) = (new int[to], new float[to * Count]);
            for (var place = 0; place < to; place++)
            {
                var (begin, end) = (place * step, (place + 1) * step);
                First[place] = Math.Min((int)begin, from - Count);
                for (var at = 0; at < Count; at++)
                {
                    var old = First[place] + at;
                    Weights[(place * Count) + at] = (float)(Math.Max(0, Math.Min(old + 1, end) - Math.Max(old, begin)) / step);
                }
            }
        }

        public int Count { get; }

        public int[] First { get; }

        public float[] Weights { get; }
    }
}
