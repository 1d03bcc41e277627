using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>The screen size of a GIF (GIF89a). Its first frame is what we take.</summary>
internal static class GifHeader
{
    public static PictureHeader? Read(ReadOnlySpan<byte> file) => file.Length < 14
        ? null
        : new PictureHeader(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]), file.Length);
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
