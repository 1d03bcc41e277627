namespace AIGenerator.Media;

/// <summary>What the first bytes of a file say.</summary>
internal enum Content
{
    Text,
    Pdf,
    Png,
    Jpeg,
    Webp,
    Gif,
    Bmp,
    Heic,
    OtherPicture,
    Other,
}

/// <summary>The first bytes of files, as their formats' specifications fix them. Only what stands at the very beginning counts.</summary>
internal static class Signatures
{
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Formats of which we are sure that they are no text, although some begin with letters.
    private static readonly byte[][] Others =
    [
        [(byte)'P', (byte)'K', 3, 4], [(byte)'P', (byte)'K', 5, 6], [0x1F, 0x8B], [(byte)'R', (byte)'a', (byte)'r', (byte)'!'], [0x37, 0x7A, 0xBC, 0xAF],
        [0x7F, (byte)'E', (byte)'L', (byte)'F'], [0xD0, 0xCF, 0x11, 0xE0], [0x1A, 0x45, 0xDF, 0xA3], [(byte)'O', (byte)'g', (byte)'g', (byte)'S'], [(byte)'I', (byte)'D', (byte)'3'],
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C'], [0xCA, 0xFE, 0xBA, 0xBE], [0, (byte)'a', (byte)'s', (byte)'m'],
    ];

    private static readonly byte[][] Pictures =
    [
        [(byte)'I', (byte)'I', 42, 0], [(byte)'M', (byte)'M', 0, 42], [(byte)'8', (byte)'B', (byte)'P', (byte)'S'], [0, 0, 1, 0], [0xFF, 0x0A], [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L'],
        [0, 0, 0, 0x0C, (byte)'j', (byte)'P'],
    ];

    /// <summary>What a file is by its beginning; text where nothing else is known and no byte forbids it.</summary>
    public static Content Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Png))
        {
            return Content.Png;
        }

        if (file.Length > 3 && file[0] == 0xFF && file[1] == 0xD8 && file[2] == 0xFF)
        {
            return Content.Jpeg;
        }

        if (file.StartsWith("RIFF"u8) && file.Length >= 12)
        {
            return file[8..].StartsWith("WEBP"u8) ? Content.Webp : Content.Other;
        }

        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
        {
            return Content.Gif;
        }

        // "BM" begins English texts as well: a bitmap says its reserved bytes are zero.
        if (file.StartsWith("BM"u8) && file.Length >= 26 && file[6..10].IndexOfAnyExcept((byte)0) < 0)
        {
            return Content.Bmp;
        }

        if (file.StartsWith("%PDF-"u8))
        {
            return Content.Pdf;
        }

        if (file.Length >= 12 && file[4..].StartsWith("ftyp"u8))
        {
            return Boxed(file.Slice(8, 4));
        }

        return Begins(file, Pictures) ? Content.OtherPicture : Begins(file, Others) || !Documents.PlainText.CouldBe(file) ? Content.Other : Content.Text;
    }

    // Brands of ISO/IEC 23008-12 (HEIF); the same boxes hold films.
    private static Content Boxed(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
        {
            return Content.OtherPicture;
        }

        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) ? Content.Heic : Content.Other;
    }

    private static bool Begins(ReadOnlySpan<byte> file, byte[][] signatures)
    {
        foreach (var signature in signatures)
        {
            if (file.StartsWith(signature))
            {
                return true;
            }
        }

        return false;
    }
}
