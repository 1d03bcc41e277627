using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>Walks the segments and scans of a JPEG (ITU-T T.81) up to its end mark.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var (width, height, components, orientation) = (0, 0, 0, 1);
        for (var at = 2; at + 1 < file.Length;)
        {
            if (file[at] != 0xFF)
            {
                return null;
            }

            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == EndOfImage)
            {
                return new PictureHeader(width, height, at + 2, orientation, IsCmyk: components == 4);
            }

            if (at + 4 > file.Length || BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) is var length && (length < 2 || at + 2 + length > file.Length))
            {
                return null;
            }

            var data = file.Slice(at + 4, BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) - 2);
            at += 4 + data.Length;
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                if (data.Length < 6)
                {
                    return null;
                }

                (height, width, components) = (BinaryPrimitives.ReadUInt16BigEndian(data[1..]), BinaryPrimitives.ReadUInt16BigEndian(data[3..]), data[5]);
            }
            else if (marker == 0xE1 && data.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.Read(data[6..]);
            }
            else if (marker == StartOfScan)
            {
                at = EndOfScan(file, at);
            }
        }

        return null;
    }

    /// <summary>
    /// The file of that header without what tells about camera, place, author and programs, and without other pictures in it: of all segments of
    /// applications JFIF, the colour profile and Adobe's colours stay.
    /// </summary>
    public static byte[] WithoutMetadata(ReadOnlySpan<byte> file, int end)
    {
        var clean = new List<byte>(end) { 0xFF, 0xD8 };
        for (var at = 2; at + 4 <= end;)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var next = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            next = marker == StartOfScan ? EndOfScan(file, next) : next;
            if (IsDrawn(marker, file[(at + 4)..next]))
            {
                clean.AddRange(file[at..next]);
            }

            at = next;
        }

        return [.. clean, 0xFF, EndOfImage];
    }

    private static bool IsDrawn(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        0xE0 => data.StartsWith("JFIF\0"u8),
        0xE2 => data.StartsWith("ICC_PROFILE\0"u8),
        0xEE => data.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    // In a scan FF is followed by 00 or a restart mark; anything else is the next segment.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        for (; at + 1 < file.Length; at++)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0)
            {
                return file.Length;
            }

            at += next;
            if (at + 1 < file.Length && file[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7))
            {
                return at;
            }
        }

        return file.Length;
    }
}
