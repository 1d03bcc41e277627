using System.Buffers.Binary;
using System.Text;

namespace AIGenerator.Media.Pictures;

/// <summary>Walks the chunks of a PNG (W3C PNG, third edition, of 2025).</summary>
internal static class PngHeader
{
    // What the picture is drawn from, and how its colours are meant.
    private static readonly string[] Drawn = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cICP", "iCCP", "sRGB", "gAMA", "cHRM", "sBIT", "pHYs"];

    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var (width, height, orientation, animated) = (0, 0, 1, false);
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            if (length > file.Length - at - 12 || (at == 8) != type.SequenceEqual("IHDR"u8))
            {
                return null;
            }

            var data = file.Slice(at + 8, (int)length);
            at += 12 + (int)length;
            if (type.SequenceEqual("IHDR"u8))
            {
                if (length != 13)
                {
                    return null;
                }

                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                orientation = ExifOrientation.Read(data);
            }
            else if (type.SequenceEqual("acTL"u8))
            {
                animated = true;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return new PictureHeader(width, height, at, orientation, animated);
            }
        }

        return null;
    }

    /// <summary>The file of that header without what tells about camera, place, author and programs; null where there is no picture in it.</summary>
    public static byte[]? WithoutMetadata(ReadOnlySpan<byte> file, int end)
    {
        var clean = new List<byte>(end);
        clean.AddRange(file[..8]);
        var hasPixels = false;
        for (var at = 8; at < end;)
        {
            var chunk = file.Slice(at, 12 + BinaryPrimitives.ReadInt32BigEndian(file[at..]));
            var name = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            hasPixels |= name == "IDAT";
            if (Array.IndexOf(Drawn, name) >= 0)
            {
                clean.AddRange(chunk);
            }

            at += chunk.Length;
        }

        return hasPixels ? [.. clean] : null;
    }
}
