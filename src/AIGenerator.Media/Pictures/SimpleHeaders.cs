using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>The screen size of a GIF (GIF89a), and whether it moves.</summary>
internal static class GifHeader
{
    public static PictureHeader? Read(ReadOnlySpan<byte> file) => file.Length < 14
        ? null
        : new PictureHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]), file.Length, IsAnimated: FramesIn(file) > 1);

    /// <summary>Counts to two. What stands behind a broken block is not counted: the decoder judges that.</summary>
    private static int FramesIn(ReadOnlySpan<byte> file)
    {
        var frames = 0;
        for (var at = 13 + ColoursIn(file[10]); at < file.Length && frames < 2;)
        {
            if (file[at] == 0x21)
            {
                at = EndOfParts(file, at + 2);
            }
            else if (file[at] == 0x2C && at + 10 < file.Length)
            {
                frames++;
                at = EndOfParts(file, at + 11 + ColoursIn(file[at + 9]));
            }
            else
            {
                break;
            }
        }

        return frames;
    }

    private static int ColoursIn(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    // Blocks of up to 255 bytes, each led by its length, ended by an empty one.
    private static int EndOfParts(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0)
        {
            at += 1 + file[at];
        }

        return at + 1;
    }
}

/// <summary>The size of a Windows bitmap, which may be stored from the top (then its height is negative).</summary>
internal static class BmpHeader
{
    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var info = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        if (info == 12)
        {
            return new PictureHeader(BinaryPrimitives.ReadUInt16LittleEndian(file[18..]), BinaryPrimitives.ReadUInt16LittleEndian(file[20..]), file.Length);
        }

        var height = BinaryPrimitives.ReadInt32LittleEndian(file[22..]);
        return info < 40 || height == int.MinValue ? null : new PictureHeader(BinaryPrimitives.ReadInt32LittleEndian(file[18..]), Math.Abs(height), file.Length);
    }
}
