using System.Numerics;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>
/// Fills gaps with what lies around them, smoothly: known colours are averaged into ever coarser grids until no gap is left, and each gap takes the
/// colour of the finest grid that knows one, blended on the way back (the pyramid of Burt 1988, "pull-push" of Gortler and others 1996).
/// </summary>
internal static class Surroundings
{
    /// <summary>The colours of every pixel where <paramref name="isGap"/> says yes; those of the others are the source's.</summary>
    public static Vector3[] Fill(PixelPicture source, Func<int, bool> isGap, CancellationToken ct)
    {
        var finest = new Vector4[source.Width * source.Height];
        for (var i = 0; i < finest.Length; i++)
        {
            var rgba = source.Rgba.AsSpan(i * 4, 4);
            finest[i] = isGap(i) || rgba[3] == 0 ? Vector4.Zero : new Vector4(rgba[0], rgba[1], rgba[2], 1);
        }

        var levels = new List<Grid> { new(source.Width, source.Height, finest) };
        while (levels[^1] is { Width: > 1 } or { Height: > 1 })
        {
            ct.ThrowIfCancellationRequested();
            levels.Add(Coarser(levels[^1]));
        }

        for (var level = levels.Count - 2; level >= 0; level--)
        {
            ct.ThrowIfCancellationRequested();
            FillFrom(levels[level], levels[level + 1]);
        }

        return Array.ConvertAll(finest, pixel => new Vector3(pixel.X, pixel.Y, pixel.Z));
    }

    private static Grid Coarser(Grid fine)
    {
        var (width, height) = ((fine.Width + 1) / 2, (fine.Height + 1) / 2);
        var pixels = new Vector4[width * height];
        for (var y = 0; y < fine.Height; y++)
        {
            for (var x = 0; x < fine.Width; x++)
            {
                pixels[(y / 2 * width) + (x / 2)] += fine.Pixels[(y * fine.Width) + x];
            }
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = pixels[i].W > 0 ? pixels[i] / pixels[i].W : Vector4.Zero;
        }

        return new Grid(width, height, pixels);
    }

    private static void FillFrom(Grid fine, Grid coarse)
    {
        for (var y = 0; y < fine.Height; y++)
        {
            for (var x = 0; x < fine.Width; x++)
            {
                if (fine.Pixels[(y * fine.Width) + x].W == 0)
                {
                    fine.Pixels[(y * fine.Width) + x] = Between(coarse, (x - 0.5f) / 2, (y - 0.5f) / 2);
                }
            }
        }
    }

    private static Vector4 Between(Grid grid, float x, float y)
    {
        var (left, top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var upper = Vector4.Lerp(grid.At(left, top), grid.At(left + 1, top), x - left);
        var lower = Vector4.Lerp(grid.At(left, top + 1), grid.At(left + 1, top + 1), x - left);
        var colour = Vector4.Lerp(upper, lower, y - top);
        return colour.W > 0 ? colour / colour.W : Vector4.UnitW;
    }

    private sealed record Grid(int Width, int Height, Vector4[] Pixels)
    {
        public Vector4 At(int x, int y) => Pixels[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];
    }
}
