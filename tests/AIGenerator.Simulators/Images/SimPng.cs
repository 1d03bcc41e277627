using System.Buffers.Binary;
using System.IO.Compression;

namespace AIGenerator.Simulators.Images;

/// <summary>Pixels, row by row, without padding; one byte for each channel (1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha).</summary>
public sealed record SimPixels(int Width, int Height, int Channels, byte[] Bytes)
{
    /// <summary>The colour at a place; alpha is 255 where there is none.</summary>
    public (byte Red, byte Green, byte Blue, byte Alpha) At(int x, int y)
    {
        var at = ((y * Width) + x) * Channels;
        return Channels switch
        {
            1 => (Bytes[at], Bytes[at], Bytes[at], 255),
            2 => (Bytes[at], Bytes[at], Bytes[at], Bytes[at + 1]),
            3 => (Bytes[at], Bytes[at + 1], Bytes[at + 2], 255),
            _ => (Bytes[at], Bytes[at + 1], Bytes[at + 2], Bytes[at + 3]),
        };
    }
}

/// <summary>PNG of eight bits without interlacing, written and read: enough for what the simulators make and for what our adapters send.</summary>
public static class SimPng
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A file of these pixels; filtered as encoders do it (Paeth) where they are no plain colour.</summary>
    public static byte[] Write(SimPixels pixels, bool isFiltered = false)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Height);
        header[8] = 8;
        header[9] = pixels.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, isFiltered ? CompressionLevel.Optimal : CompressionLevel.Fastest, leaveOpen: true))
        {
            var stride = pixels.Width * pixels.Channels;
            for (var row = 0; row < pixels.Height; row++)
            {
                zlib.WriteByte((byte)(isFiltered ? 4 : 0));
                zlib.Write(isFiltered ? Filtered(pixels, row) : pixels.Bytes.AsSpan(row * stride, stride));
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The pixels of a file; null where it is none of ours.</summary>
    public static SimPixels? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature) || file.Length < 33 || file[24] != 8 || file[28] != 0)
        {
            return null;
        }

        var channels = file[25] switch { 0 => 1, 4 => 2, 2 => 3, 6 => 4, _ => 0 };
        if (channels == 0)
        {
            return null;
        }

        using var packed = new MemoryStream();
        for (var at = 8; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (file.Slice(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(file.Slice(at + 8, length));
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        return Unfilter(zlib, BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]), channels);
    }

    private static SimPixels Unfilter(ZLibStream rows, int width, int height, int channels)
    {
        var stride = width * channels;
        var pixels = new byte[stride * height];
        for (var row = 0; row < height; row++)
        {
            var filter = rows.ReadByte();
            var line = pixels.AsSpan(row * stride, stride);
            rows.ReadExactly(line);
            for (var x = 0; x < stride; x++)
            {
                var left = x >= channels ? line[x - channels] : 0;
                var up = row > 0 ? pixels[((row - 1) * stride) + x] : 0;
                var corner = row > 0 && x >= channels ? pixels[((row - 1) * stride) + x - channels] : 0;
                line[x] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }
        }

        return new SimPixels(width, height, channels, pixels);
    }

    private static byte[] Filtered(SimPixels pixels, int row)
    {
        var (stride, channels) = (pixels.Width * pixels.Channels, pixels.Channels);
        var line = pixels.Bytes.AsSpan(row * stride, stride);
        var filtered = new byte[stride];
        for (var x = 0; x < stride; x++)
        {
            var left = x >= channels ? line[x - channels] : 0;
            var up = row > 0 ? pixels.Bytes[((row - 1) * stride) + x] : 0;
            var corner = row > 0 && x >= channels ? pixels.Bytes[((row - 1) * stride) + x - channels] : 0;
            filtered[x] = (byte)(line[x] - Paeth(left, up, corner));
        }

        return filtered;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return crc;
    }
}
