using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>
/// The subject on nothing: what reaches the border in the border's own colours becomes see-through, softly where it meets the rest. Right for things
/// on plain ground; on busy ground it takes little away.
/// </summary>
internal static class Cutout
{
    // Distances of colours, of 441 between black and white.
    private const int Near = 36;
    private const int Far = 78;

    // A step from pixel to pixel: a slowly changing sky is one ground.
    private const int Slope = 7;
    private const int FarOnSlope = 130;

    // Of all pixels: a few specks that the flood left are no subject.
    private const double LeastSubject = 0.005;

    /// <exception cref="ProviderException">Nothing would be left.</exception>
    public static PixelPicture Make(PixelPicture source, CancellationToken ct)
    {
        var grounds = GroundsOf(source);
        var isGround = Flood(source, grounds, ct);
        if (isGround.Count(ground => !ground) < isGround.Length * LeastSubject)
        {
            throw ProviderErrors.NothingStandsOut();
        }

        var result = (byte[])source.Rgba.Clone();
        for (var i = 0; i < isGround.Length; i++)
        {
            if (isGround[i])
            {
                result.AsSpan(i * 4, 4).Clear();
            }
            else if (Touches(isGround, source.Width, source.Height, i))
            {
                var distance = Math.Sqrt(Closest(source.Rgba.AsSpan(i * 4, 4), grounds));
                result[(i * 4) + 3] = (byte)(result[(i * 4) + 3] * Math.Clamp((distance - Near + 12) / (Far - Near), 0.25, 1));
            }
        }

        return source with { Rgba = result };
    }

    /// <summary>The colours of the border that are no exception there, at most eight.</summary>
    private static List<(int Red, int Green, int Blue)> GroundsOf(PixelPicture source)
    {
        var bins = new Dictionary<int, (int Count, int Red, int Green, int Blue)>();
        var total = 0;
        foreach (var i in BorderOf(source))
        {
            var pixel = source.Rgba.AsSpan(i * 4, 4);
            var bin = (pixel[0] >> 5 << 6) | (pixel[1] >> 5 << 3) | (pixel[2] >> 5);
            var (count, red, green, blue) = bins.GetValueOrDefault(bin);
            bins[bin] = (count + 1, red + pixel[0], green + pixel[1], blue + pixel[2]);
            total++;
        }

        return [.. bins.OrderByDescending(bin => bin.Value.Count).ThenBy(bin => bin.Key).Take(8).Where((bin, place) => place == 0 || bin.Value.Count * 20 >= total)
            .Select(bin => (bin.Value.Red / bin.Value.Count, bin.Value.Green / bin.Value.Count, bin.Value.Blue / bin.Value.Count))];
    }

    private static bool[] Flood(PixelPicture source, List<(int Red, int Green, int Blue)> grounds, CancellationToken ct)
    {
        var isGround = new bool[source.Width * source.Height];
        var open = new Stack<int>();
        foreach (var i in BorderOf(source).Where(i => source.Rgba[(i * 4) + 3] == 0 || Closest(source.Rgba.AsSpan(i * 4, 4), grounds) <= Near * Near))
        {
            Take(i);
        }

        while (open.TryPop(out var at))
        {
            ct.ThrowIfCancellationRequested();
            var (x, y) = (at % source.Width, at / source.Width);
            Look(at, x > 0 ? at - 1 : at);
            Look(at, x < source.Width - 1 ? at + 1 : at);
            Look(at, y > 0 ? at - source.Width : at);
            Look(at, y < source.Height - 1 ? at + source.Width : at);
        }

        return isGround;

        void Look(int from, int to)
        {
            if (isGround[to])
            {
                return;
            }

            var pixel = source.Rgba.AsSpan(to * 4, 4);
            var distance = Closest(pixel, grounds);
            if (pixel[3] == 0 || distance <= Near * Near || (distance <= FarOnSlope * FarOnSlope && Between(pixel, source.Rgba.AsSpan(from * 4, 4)) <= Slope * Slope))
            {
                Take(to);
            }
        }

        void Take(int i)
        {
            if (!isGround[i])
            {
                isGround[i] = true;
                open.Push(i);
            }
        }
    }

    private static IEnumerable<int> BorderOf(PixelPicture picture)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            yield return x;
            yield return ((picture.Height - 1) * picture.Width) + x;
        }

        for (var y = 1; y < picture.Height - 1; y++)
        {
            yield return y * picture.Width;
            yield return (y * picture.Width) + picture.Width - 1;
        }
    }

    private static bool Touches(bool[] isGround, int width, int height, int at)
    {
        var (x, y) = (at % width, at / width);
        return (x > 0 && isGround[at - 1]) || (x < width - 1 && isGround[at + 1]) || (y > 0 && isGround[at - width]) || (y < height - 1 && isGround[at + width]);
    }

    private static int Closest(ReadOnlySpan<byte> pixel, List<(int Red, int Green, int Blue)> grounds)
    {
        var least = int.MaxValue;
        foreach (var (red, green, blue) in grounds)
        {
            int r = pixel[0] - red, g = pixel[1] - green, b = pixel[2] - blue;
            least = Math.Min(least, (r * r) + (g * g) + (b * b));
        }

        return least;
    }

    private static int Between(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        int r = one[0] - other[0], g = one[1] - other[1], b = one[2] - other[2];
        return (r * r) + (g * g) + (b * b);
    }
}
