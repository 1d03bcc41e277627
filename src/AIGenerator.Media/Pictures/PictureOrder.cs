using System.Globalization;

namespace AIGenerator.Media.Pictures;

/// <summary>What a picture becomes.</summary>
internal enum PictureOutput
{
    Jpeg,
    Png,
    Webp,
}

/// <summary>One picture's way through FFmpeg: the demuxer that its content asks for, its first frame, the size we want, turned upright.</summary>
internal sealed record PictureOrder(string Path, Content Content, PictureHeader Header, int LongestSide)
{
    private bool IsLying => Header.Orientation >= 5;

    private (int Width, int Height) Stored
    {
        get
        {
            var factor = Math.Min(1.0, LongestSide / (double)Math.Max(Header.Width, Header.Height));
            return (Math.Max(1, (int)Math.Round(Header.Width * factor)), Math.Max(1, (int)Math.Round(Header.Height * factor)));
        }
    }

    public AcceptedFile Accepted(string mediaType, byte[] bytes)
    {
        var (width, height) = Stored;
        return new AcceptedFile(FileKind.Picture, mediaType, bytes, IsLying ? height : width, IsLying ? width : height);
    }

    /// <summary>FFmpeg's arguments (5.1 and newer). Its own turning is off: versions differ in what they know about stills.</summary>
    public IReadOnlyList<string> Arguments(PictureOutput output, string target) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1",
        "-max_pixels", FileLimits.MostPixels.ToString(CultureInfo.InvariantCulture), "-err_detect", "explode", "-noautorotate", "-f", Demuxer, "-i", Path,
        "-filter_complex", Filter(output), "-map", "[out]", "-map_metadata", "-1", "-frames:v", "1", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        .. output switch
        {
            PictureOutput.Jpeg => new[] { "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1" },
            PictureOutput.Webp => ["-c:v", "libwebp", "-quality", "90", "-f", "webp"],
            PictureOutput.Png => ["-c:v", "png", "-f", "image2", "-update", "1"],
        },
        "-y", target,
    ];

    private string Demuxer => Content switch
    {
        Content.Png => "png_pipe",
        Content.Jpeg => "jpeg_pipe",
        Content.Webp => "webp_pipe",
        Content.Bmp => "bmp_pipe",
        _ => "gif",
    };

    private string Turn => Header.Orientation switch
    {
        2 => ",hflip",
        3 => ",hflip,vflip",
        4 => ",vflip",
        5 => ",transpose=0",
        6 => ",transpose=1",
        7 => ",transpose=3",
        8 => ",transpose=2",
        _ => "",
    };

    private string Filter(PictureOutput output)
    {
        var (width, height) = Stored;
        var size = string.Create(CultureInfo.InvariantCulture, $"{width}:{height}");
        var scaled = $"[0:v]scale={size}:flags=lanczos";
        if (output != PictureOutput.Jpeg)
        {
            return $"{scaled},format={(output == PictureOutput.Webp ? "bgra" : "rgba")}{Turn}[out]";
        }

        // What was see-through becomes white; a photo has nothing of that.
        return Content == Content.Jpeg
            ? $"{scaled},format=yuvj420p{Turn}[out]"
            : string.Create(CultureInfo.InvariantCulture, $"color=white:size={width}x{height}[paper];{scaled},format=rgba[ink];[paper][ink]overlay=shortest=1:format=rgb,format=yuvj420p{Turn}[out]");
    }
}
