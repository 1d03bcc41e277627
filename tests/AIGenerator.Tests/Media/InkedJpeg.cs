namespace AIGenerator.Tests.Media;

/// <summary>A JPEG as printers send them: cyan, magenta, yellow and black, kept inverted (Adobe Technical Note 5116). No tool on a server writes one.</summary>
internal static class InkedJpeg
{
    private const int Inks = 4;

    /// <summary>Eight by eight pixels of red: all magenta, all yellow, nothing else.</summary>
    public static byte[] Red()
    {
        List<byte> file = [0xFF, 0xD8];
        Add(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        Add(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        Add(file, 0xC0, [8, 0, 8, 0, 8, Inks, .. Enumerable.Range(1, Inks).SelectMany(ink => new byte[] { (byte)ink, 0x11, 0 })]);

        // The usual table of mean values, and one of nothing but "the rest is zero".
        Add(file, 0xC4, [0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(category => (byte)category)]);
        Add(file, 0xC4, [0x10, 1, .. Enumerable.Repeat((byte)0, 15), 0]);
        Add(file, 0xDA, [Inks, .. Enumerable.Range(1, Inks).SelectMany(ink => new byte[] { (byte)ink, 0 }), 0, 63, 0]);

        const string White = "11110" + "1111111" + "0";
        const string Full = "111110" + "01111111" + "0";
        file.AddRange((White + Full + Full + White).Chunk(8).Select(bits => Convert.ToByte(new string(bits), 2)).SelectMany(bits => bits == 0xFF ? new byte[] { 0xFF, 0 } : [bits]));
        return [.. file, 0xFF, 0xD9];
    }

    private static void Add(List<byte> file, byte marker, byte[] content)
    {
        var length = content.Length + 2;
        file.AddRange([0xFF, marker, (byte)(length >> 8), (byte)length, .. content]);
    }
}
