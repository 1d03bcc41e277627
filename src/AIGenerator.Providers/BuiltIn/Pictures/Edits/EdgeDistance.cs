namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>How deep in a marked part each pixel lies, in two passes over the picture (chamfer distance with 3 and 4, Borgefors 1986).</summary>
internal static class EdgeDistance
{
    /// <summary>What one pixel's width counts.</summary>
    public const float Step = 3;

    private const ushort Deepest = ushort.MaxValue - 8;

    /// <summary>Zero outside; the picture's own edge is none, since nothing lies behind it to fit in with.</summary>
    public static ushort[] Of(ReadOnlySpan<byte> mask, int width, int height)
    {
        var depths = new ushort[width * height];
        for (var i = 0; i < depths.Length; i++)
        {
            depths[i] = mask[i] >= 128 ? Deepest : (ushort)0;
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Lower(depths, width, height, x, y, -1);
            }
        }

        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = width - 1; x >= 0; x--)
            {
                Lower(depths, width, height, x, y, 1);
            }
        }

        return depths;
    }

    /// <summary>Looks at the neighbours that the pass has been at: those before it in the reading direction.</summary>
    private static void Lower(ushort[] depths, int width, int height, int x, int y, int side)
    {
        ref var depth = ref depths[(y * width) + x];
        if (depth == 0)
        {
            return;
        }

        depth = Math.Min(depth, Beside(depths, width, height, x + side, y, 3));
        for (var across = -1; across <= 1; across++)
        {
            depth = Math.Min(depth, Beside(depths, width, height, x + across, y + side, across == 0 ? 3 : 4));
        }
    }

    private static ushort Beside(ushort[] depths, int width, int height, int x, int y, int way) =>
        x < 0 || y < 0 || x >= width || y >= height ? Deepest : (ushort)Math.Min(Deepest, depths[(y * width) + x] + way);
}
