using System.Buffers.Binary;
using System.Text;

namespace AIGenerator.Media.Pictures;

/// <summary>Walks the chunks of a WebP (RFC 9649).</summary>
internal static class WebpHeader
{
    private const byte ProfileAndAlpha = 0b0011_0000;

    private static readonly string[] Drawn = ["VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"];

    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var end = file.Length < 20 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (end > file.Length)
        {
            return null;
        }

        (int Width, int Height)? size = null;
        (int Width, int Height)? drawn = null;
        var (orientation, animated) = (1, false);
        for (var at = 12; at + 8 <= end;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > end - at - 8)
            {
                return null;
            }

            var type = file.Slice(at, 4);
            var data = file.Slice(at + 8, (int)length);
            size ??= SizeOf(type, data);
            drawn ??= type.SequenceEqual("VP8X"u8) ? null : SizeOf(type, data);
            animated |= type.SequenceEqual("ANIM"u8);
            orientation = type.SequenceEqual("EXIF"u8) ? ExifOrientation.Read(data.StartsWith("Exif\0\0"u8) ? data[6..] : data) : orientation;
            at += 8 + (int)length + ((int)length & 1);
        }

        // A still picture fills its canvas: one that says otherwise hides how large it is.
        return size is { } known && (animated || drawn == known) ? new PictureHeader(known.Width, known.Height, (int)end, orientation, animated) : null;
    }

    /// <summary>The file of that header without what tells about camera, place, author and programs.</summary>
    public static byte[] WithoutMetadata(ReadOnlySpan<byte> file, int end)
    {
        var clean = new List<byte>(end);
        clean.AddRange(file[..12]);
        var flags = -1;
        for (var at = 12; at + 8 <= end;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            var chunk = file.Slice(at, 8 + length);
            if (Array.IndexOf(Drawn, Encoding.ASCII.GetString(chunk[..4])) >= 0)
            {
                flags = chunk.StartsWith("VP8X"u8) ? clean.Count + 8 : flags;
                clean.AddRange(chunk);
                if ((length & 1) == 1)
                {
                    clean.Add(0);
                }
            }

            at += chunk.Length + (length & 1);
        }

        byte[] kept = [.. clean];
        BinaryPrimitives.WriteInt32LittleEndian(kept.AsSpan(4), kept.Length - 8);
        if (flags >= 0)
        {
            kept[flags] &= ProfileAndAlpha;
        }

        return kept;
    }

    private static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (type.SequenceEqual("VP8X"u8) && data.Length >= 10)
        {
            return (UInt24(data[4..]) + 1, UInt24(data[7..]) + 1);
        }

        if (type.SequenceEqual("VP8 "u8) && data.Length >= 10)
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        }

        if (type.SequenceEqual("VP8L"u8) && data.Length >= 5)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
