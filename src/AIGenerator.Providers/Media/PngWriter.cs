using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace AIGenerator.Providers.Media;

/// <summary>Writes pixels as a PNG of eight bits (ISO/IEC 15948). Rows are stored as differences to their left neighbours, which suits both masks and gradients.</summary>
internal static class PngWriter
{
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">1 grey, 3 colour, 4 colour and alpha.</param>
    /// <param name="pixels">Row by row, without padding.</param>
    public static byte[] Write(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height * channels, nameof(pixels));
        using var file = new MemoryStream(pixels.Length / 4);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = channels switch { 1 => 0, 3 => 2, 4 => 6, _ => throw new ArgumentOutOfRangeException(nameof(channels)) };
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Packed(width * channels, channels, pixels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Packed(int stride, int channels, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream(pixels.Length / 4);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[stride + 1];
            row[0] = 1;
            for (var start = 0; start < pixels.Length; start += stride)
            {
                var line = pixels.Slice(start, stride);
                for (var x = 0; x < stride; x++)
                {
                    row[x + 1] = (byte)(line[x] - (x >= channels ? line[x - channels] : 0));
                }

                zlib.Write(row);
            }
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        var sum = new Crc32();
        sum.Append(type);
        sum.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
