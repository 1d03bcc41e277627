using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AIGenerator.Previews;

/// <summary>A size in pixels.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PixelSize(int Width, int Height);

/// <summary>
/// What the program is asked for, as it goes over its input: five numbers of four bytes in little-endian order (how many smaller pictures, the size of
/// the blur, the most pixels, the length of the file), two for each smaller picture, then the file.
/// </summary>
/// <param name="File">A PNG, JPEG or WebP, by its content.</param>
/// <param name="Sizes">Of the smaller pictures, the largest first.</param>
/// <param name="Blur">Of the few pixels that are answered as they are.</param>
/// <param name="MostPixels">A picture that says it has more is not opened.</param>
public sealed record PreviewOrder(ReadOnlyMemory<byte> File, IReadOnlyList<PixelSize> Sizes, PixelSize Blur, int MostPixels)
{
    private const int HeadBytes = 20;
    private const int MostSizes = 8;

    /// <summary>Writes the order for the program; what comes before the file, in one piece.</summary>
    public async Task WriteAsync(Stream program, CancellationToken ct)
    {
        var head = new byte[HeadBytes + (Sizes.Count * 8)];
        int[] numbers = [Sizes.Count, Blur.Width, Blur.Height, MostPixels, File.Length, .. Sizes.SelectMany(size => new[] { size.Width, size.Height })];
        foreach (var (at, number) in numbers.Index())
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at * 4), number);
        }

        await program.WriteAsync(head, ct);
        await program.WriteAsync(File, ct);
        await program.FlushAsync(ct);
    }

    /// <summary>The next order; null where there is none, or none that can be read.</summary>
    internal static async Task<PreviewOrder?> ReadAsync(Stream input)
    {
        var head = new byte[HeadBytes];
        if (await input.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || NumberAt(head, 0) is not (>= 0 and <= MostSizes) || NumberAt(head, 4) < 0)
        {
            return null;
        }

        var sizes = new PixelSize[NumberAt(head, 0)];
        var numbers = new byte[sizes.Length * 8];
        await input.ReadExactlyAsync(numbers);
        for (var at = 0; at < sizes.Length; at++)
        {
            sizes[at] = new PixelSize(NumberAt(numbers, at * 2), NumberAt(numbers, (at * 2) + 1));
        }

        var file = new byte[NumberAt(head, 4)];
        await input.ReadExactlyAsync(file);
        return new PreviewOrder(file, sizes, new PixelSize(NumberAt(head, 1), NumberAt(head, 2)), NumberAt(head, 3));
    }

    private static int NumberAt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[(at * 4)..]);
}
