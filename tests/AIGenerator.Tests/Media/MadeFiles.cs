using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace AIGenerator.Tests.Media;

/// <summary>Files as strangers bring them, made by the tests byte for byte.</summary>
internal static class MadeFiles
{
    /// <summary>A PNG whose left half is red and whose right half is blue.</summary>
    public static byte[] Png(int width, int height, int bits = 8)
    {
        var pixel = bits / 8;
        var raw = new byte[height * (1 + (width * 3 * pixel))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * (1 + (width * 3 * pixel))) + 1 + (x * 3 * pixel) + (x < width / 2 ? 0 : 2 * pixel);
                raw.AsSpan(at, pixel).Fill(0xFF);
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        return Png(width, height, bits, packed.ToArray());
    }

    /// <summary>A PNG of which only the header is believable.</summary>
    public static byte[] PngBomb(int width, int height) => Png(width, height, 8, [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]);

    /// <summary>What FFmpeg makes of its test picture.</summary>
    public static byte[] Picture(string ending, int width, int height, params string[] options) =>
        FFmpeg(["-f", "lavfi", "-i", $"color=red:size={width / 2}x{height}[l];color=blue:size={width / 2}x{height}[r];[l][r]hstack", "-frames:v", "1", .. options], ending);

    public static byte[] Moving(string ending, params string[] options) =>
        FFmpeg(["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", .. options], ending);

    /// <summary>The colour of a pixel.</summary>
    public static (byte Red, byte Green, byte Blue) PixelOf(ReadOnlyMemory<byte> picture, int width, int x, int y)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, picture.Span);
            var pixels = FFmpeg(["-noautorotate", "-i", file, "-pix_fmt", "rgb24", "-f", "rawvideo"], ".raw");
            var at = ((y * width) + x) * 3;
            return (pixels[at], pixels[at + 1], pixels[at + 2]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A JPEG that says how the camera was held, and where.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            .. "GPS 50.4501 N 30.5234 E"u8,
        ];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>A PDF of one page with one line.</summary>
    public static byte[] Pdf(string line, int pages = 1)
    {
        var content = $"BT /F1 18 Tf 60 700 Td ({line}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", $"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(5, pages).Select(n => $"{n} 0 R"))}] /Count {pages} >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            .. Enumerable.Repeat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>", pages),
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = pdf.Length;
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    private static byte[] Png(int width, int height, int bits, byte[] packed)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var crc = 0xFFFFFFFFu;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return [.. length, .. body, .. sum];
    }

    private static byte[] FFmpeg(IEnumerable<string> arguments, string ending)
    {
        var target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ending);
        try
        {
            var start = new ProcessStartInfo("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments, "-y", target]) { UseShellExecute = false };
            using var process = Process.Start(start)!;
            process.WaitForExit(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            process.ExitCode.ShouldBe(0);
            return File.ReadAllBytes(target);
        }
        finally
        {
            File.Delete(target);
        }
    }
}
