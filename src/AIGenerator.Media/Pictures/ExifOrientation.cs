using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>How a camera was held: tag 0x0112 in the first directory of EXIF data (a small TIFF).</summary>
internal static class ExifOrientation
{
    /// <summary>1 to 8; 1 where the data says nothing sensible.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        var isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length < 14 || (!isLittle && !tiff.StartsWith("MM"u8)))
        {
            return 1;
        }

        var directory = UInt32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = UInt16(tiff[(int)directory..], isLittle);
        for (var i = 0; i < entries; i++)
        {
            var at = directory + 2 + (i * 12);
            if (at > tiff.Length - 12)
            {
                return 1;
            }

            var entry = tiff[(int)at..];
            if (UInt16(entry, isLittle) == 0x0112)
            {
                return UInt16(entry[8..], isLittle) is var value and >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
