using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>Walks the chunks of a PNG (W3C PNG, third edition, of 2025).</summary>
internal static class PngHeader
{
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
}
