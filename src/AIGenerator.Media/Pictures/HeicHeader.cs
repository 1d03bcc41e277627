using System.Buffers.Binary;

namespace AIGenerator.Media.Pictures;

/// <summary>What a HEIC file declares (ISO/IEC 23008-12): boxes in the box <c>meta</c> name its items and their sizes.</summary>
/// <param name="MostPixels">Of the largest item; tiles of one photo are items as well, and so is the whole.</param>
/// <param name="Pictures">Items that are shown.</param>
internal sealed record HeicHeader(long MostPixels, int Pictures)
{
    /// <summary>A photo with its thumbnail, depth and mask has five or so.</summary>
    public const int MostPictures = 12;

    private const int BoxHead = 8;
    private const int FullBoxHead = 4;

    /// <summary>Null where the boxes do not fit into the file, or say no size.</summary>
    public static HeicHeader? Read(ReadOnlySpan<byte> file)
    {
        var (pixels, pictures) = (0L, 0);
        var meta = Find(file, "meta"u8);

        // What was cut off ends within its data.
        if (meta.Length <= FullBoxHead || Find(file, "mdat"u8).IsEmpty)
        {
            return null;
        }

        meta = meta[FullBoxHead..];
        for (var properties = Find(Find(meta, "iprp"u8), "ipco"u8); Next(properties, out var type, out var body); properties = Rest(properties))
        {
            if (type.SequenceEqual("ispe"u8) && body.Length >= FullBoxHead + 8)
            {
                var said = (ulong)BinaryPrimitives.ReadUInt32BigEndian(body[4..]) * BinaryPrimitives.ReadUInt32BigEndian(body[8..]);
                pixels = Math.Max(pixels, (long)Math.Min(said, long.MaxValue));
            }
        }

        var items = Find(meta, "iinf"u8);
        for (items = items.Length < 8 ? default : items[(items[0] == 0 ? 6 : 8)..]; Next(items, out var type, out var body); items = Rest(items))
        {
            pictures += type.SequenceEqual("infe"u8) && IsShownPicture(body) ? 1 : 0;
        }

        return pixels > 0 ? new HeicHeader(pixels, pictures) : null;
    }

    // The flags of an item say whether it is only a part of another.
    private static bool IsShownPicture(ReadOnlySpan<byte> item)
    {
        if (item.Length < 14 || (item[3] & 1) == 1)
        {
            return false;
        }

        var type = item.Slice(item[0] == 3 ? 10 : 8, 4);
        return !type.SequenceEqual("Exif"u8) && !type.SequenceEqual("mime"u8) && !type.SequenceEqual("uri "u8);
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> wanted)
    {
        for (; Next(boxes, out var type, out var body); boxes = Rest(boxes))
        {
            if (type.SequenceEqual(wanted))
            {
                return body;
            }
        }

        return [];
    }

    private static bool Next(ReadOnlySpan<byte> boxes, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body)
    {
        type = body = default;
        if (Length(boxes) is not (var length and > 0))
        {
            return false;
        }

        type = boxes.Slice(4, 4);
        var head = BinaryPrimitives.ReadUInt32BigEndian(boxes) == 1 ? 2 * BoxHead : BoxHead;
        body = boxes[head..length];
        return true;
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> boxes) => boxes[Length(boxes)..];

    /// <summary>Bytes of the first box with its head; 0 where there is none that fits.</summary>
    private static int Length(ReadOnlySpan<byte> boxes)
    {
        if (boxes.Length < BoxHead)
        {
            return 0;
        }

        var said = BinaryPrimitives.ReadUInt32BigEndian(boxes);
        ulong length = said switch
        {
            0 => (ulong)boxes.Length,
            1 when boxes.Length >= 2 * BoxHead => BinaryPrimitives.ReadUInt64BigEndian(boxes[BoxHead..]),
            _ => said,
        };
        return length >= (ulong)(said == 1 ? 2 * BoxHead : BoxHead) && length <= (ulong)boxes.Length ? (int)length : 0;
    }
}
