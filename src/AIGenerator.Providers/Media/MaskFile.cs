namespace AIGenerator.Providers.Media;

/// <summary>A mask as the file that a vendor reads. They disagree on what "here" looks like, and a wrong one changes everything but the wanted part.</summary>
internal static class MaskFile
{
    /// <summary>Grey: white is where to work (FLUX fill, Recraft).</summary>
    public static byte[] WhiteIsHere(ImageMask mask) => PngWriter.Write(mask.Width, mask.Height, 1, Pure(mask, 255));

    /// <summary>Grey: black is where to work (Ideogram).</summary>
    public static byte[] BlackIsHere(ImageMask mask) => PngWriter.Write(mask.Width, mask.Height, 1, Pure(mask, 0));

    /// <summary>Colour with alpha: transparent is where to work (OpenAI).</summary>
    public static byte[] TransparentIsHere(ImageMask mask)
    {
        var alpha = Pure(mask, 0);
        var pixels = new byte[alpha.Length * 4];
        for (var i = 0; i < alpha.Length; i++)
        {
            pixels[(i * 4) + 3] = alpha[i];
        }

        return PngWriter.Write(mask.Width, mask.Height, 4, pixels);
    }

    // Half-tones of a soft brush: vendors refuse them or guess.
    private static byte[] Pure(ImageMask mask, byte here)
    {
        var pure = new byte[mask.Pixels.Length];
        var pixels = mask.Pixels.Span;
        for (var i = 0; i < pure.Length; i++)
        {
            pure[i] = pixels[i] >= 128 ? here : (byte)~here;
        }

        return pure;
    }
}
