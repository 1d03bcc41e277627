using System.Buffers.Binary;
using System.IO.Compression;

namespace AIGenerator.Providers.Media;

/// <summary>Reads PNG of eight bits without interlacing (ISO/IEC 15948): what <see cref="PngWriter"/> and our own uploads write. Anything else is null.</summary>
internal static class PngReader
{
    public static PixelPicture? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 33 || !file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        var channels = file[25] switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        var isSimple = channels > 0 && file[24] == 8 && file[28] == 0 && width > 0 && height > 0 && (long)width * height <= 64_000_000;
        return isSimple && PackedRows(file) is { } packed ? Unpacked(packed, width, height, channels) : null;
    }

    /// <summary>The compressed rows; null where colours have another meaning than usual (a transparent colour), or the file is cut off.</summary>
    private static MemoryStream? PackedRows(ReadOnlySpan<byte> file)
    {
        var packed = new MemoryStream(file.Length);
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            if (length > file.Length - at - 12 || type.SequenceEqual("tRNS"u8))
            {
                return null;
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(file.Slice(at + 8, (int)length));
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                packed.Position = 0;
                return packed;
            }

            at += 12 + (int)length;
        }

        return null;
    }

    private static PixelPicture? Unpacked(MemoryStream packed, int width, int height, int channels)
    {
        var rgba = new byte[width * height * 4];
        var (row, above) = (new byte[width * channels], new byte[width * channels]);
        try
        {
            using var rows = new ZLibStream(packed, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = rows.ReadByte();
                rows.ReadExactly(row);
                if (filter is < 0 or > 4)
                {
                    return null;
                }

                Unfilter(filter, row, above, channels);
                Spread(row, rgba.AsSpan(y * width * 4, width * 4), channels);
                (row, above) = (above, row);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        return new PixelPicture(width, height, rgba);
    }

    private static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int channels)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= channels ? row[i - channels] : 0, up = above[i], corner = i >= channels ? above[i - channels] : 0;
            row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Nearest(left, up, corner) });
        }
    }

    private static int Nearest(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Spread(ReadOnlySpan<byte> row, Span<byte> rgba, int channels)
    {
        var hasColour = channels >= 3;
        for (int from = 0, to = 0; from < row.Length; from += channels, to += 4)
        {
            rgba[to] = row[from];
            rgba[to + 1] = row[from + (hasColour ? 1 : 0)];
            rgba[to + 2] = row[from + (hasColour ? 2 : 0)];
            rgba[to + 3] = channels % 2 == 0 ? row[from + channels - 1] : (byte)255;
        }
    }
}
