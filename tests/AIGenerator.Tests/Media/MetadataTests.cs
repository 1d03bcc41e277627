using System.Buffers.Binary;
using AIGenerator.Media;
using AIGenerator.Media.Pictures;
using FsCheck;
using FsCheck.Fluent;

namespace AIGenerator.Tests.Media;

/// <summary>What pictures tell about people, where no FFmpeg makes new ones of them.</summary>
public sealed class MetadataTests
{
    private const string Secret = "GPS 50.4501 N 30.5234 E, Olena's phone";

    private static readonly Dictionary<string, (Content Content, byte[] Plain, byte[] Telling)> Pictures = new()
    {
        ["png"] = (Content.Png, MadeFiles.Png(64, 48), TellingPng()),
        ["jpeg"] = (Content.Jpeg, MadeFiles.Picture(".jpg", 64, 48), TellingJpeg()),
        ["webp"] = (Content.Webp, MadeFiles.Picture(".webp", 64, 48), TellingWebp()),
    };

    public static TheoryData<string> Names => [.. Pictures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_tells_about_people_goes_and_the_picture_stays(string name)
    {
        var (content, _, telling) = Pictures[name];
        telling.AsSpan().IndexOf("GPS"u8).ShouldBeGreaterThan(0);

        var clean = Clean(content, telling).ShouldNotBeNull();

        clean.AsSpan().IndexOf("GPS"u8).ShouldBe(-1);
        clean.AsSpan().IndexOf("Olena"u8).ShouldBe(-1);
        var header = PictureHeader.Read(content, clean).ShouldNotBeNull();
        (header.Width, header.Height, header.End, header.Orientation).ShouldBe((64, 48, clean.Length, 1));
        MadeFiles.PixelOf(clean, 64, 5, 5).Red.ShouldBeGreaterThan((byte)200);
        MadeFiles.PixelOf(clean, 64, 60, 5).Blue.ShouldBeGreaterThan((byte)200);
        Clean(content, clean).ShouldBe(clean);
    }

    [Fact]
    public void Colours_stay_and_sizes_are_true()
    {
        var png = Clean(Content.Png, TellingPng())!;
        var webp = Clean(Content.Webp, TellingWebp())!;

        png.AsSpan().IndexOf("gAMA"u8).ShouldBeGreaterThan(0);
        png.AsSpan().IndexOf("IDAT"u8).ShouldBeGreaterThan(0);
        webp[20].ShouldBe((byte)0);
        BinaryPrimitives.ReadInt32LittleEndian(webp.AsSpan(4)).ShouldBe(webp.Length - 8);
        Clean(Content.Png, [.. MadeFiles.Png(8, 8)[..33], .. MadeFiles.Chunk("IEND", [])]).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_that_was_cut_anywhere_is_refused(string name)
    {
        var (content, _, telling) = Pictures[name];

        for (var length = 12; length < telling.Length; length++)
        {
            PictureHeader.Read(content, telling.AsSpan(0, length)).ShouldBeNull($"{length} of {telling.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_that_lies_is_refused_or_tells_nothing_and_nothing_is_thrown(string name)
    {
        var (content, _, telling) = Pictures[name];
        var lies = Gen.Choose(12, telling.Length - 1).Zip(Gen.Choose(0, 255)).ListOf();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(lies), changes =>
        {
            var file = (byte[])telling.Clone();
            foreach (var (at, value) in changes)
            {
                file[at] = (byte)value;
            }

            return Clean(content, file) is not { } clean || PictureHeader.Read(content, clean) is { } header && header.End == clean.Length;
        }));
    }

    [Fact]
    public void A_WebP_that_hides_how_large_it_is_is_refused()
    {
        var file = TellingWebp();
        file[24] = 1;

        PictureHeader.Read(Content.Webp, file).ShouldBeNull();
    }

    private static byte[]? Clean(Content content, byte[] file) => PictureHeader.Read(content, file) is not { } header
        ? null
        : content switch
        {
            Content.Png => PngHeader.WithoutMetadata(file, header.End),
            Content.Jpeg => JpegHeader.WithoutMetadata(file, header.End),
            _ => WebpHeader.WithoutMetadata(file, header.End),
        };

    private static byte[] TellingPng()
    {
        var png = MadeFiles.Png(64, 48);
        var secret = System.Text.Encoding.ASCII.GetBytes(Secret);
        return
        [
            .. png[..33], .. MadeFiles.Chunk("gAMA", [0, 0, 0xB1, 0x8F]), .. MadeFiles.Chunk("tEXt", [.. "Author\0"u8, .. secret]),
            .. MadeFiles.Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. secret]), .. MadeFiles.Chunk("eXIf", [.. "MM\0*\0\0\0\u0008\0\0\0\0\0\0"u8, .. secret]),
            .. MadeFiles.Chunk("tIME", [7, 234, 1, 1, 1, 1, 1]), .. MadeFiles.Chunk("prVt", secret), .. png[33..^12], .. MadeFiles.Chunk("zTXt", secret), .. png[^12..],
        ];
    }

    private static byte[] TellingJpeg()
    {
        var jpeg = MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 64, 48), 1);
        var secret = System.Text.Encoding.ASCII.GetBytes(Secret);
        byte[] Segment(byte marker, ReadOnlySpan<byte> head) => [0xFF, marker, 0, (byte)(head.Length + secret.Length + 2), .. head, .. secret];
        return
        [
            .. jpeg[..2], .. Segment(0xE0, "JFXX\0"u8), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0"u8), .. Segment(0xE2, "MPF\0"u8), .. Segment(0xED, "Photoshop 3.0\0"u8),
            .. Segment(0xEF, []), .. Segment(0xFE, []), .. jpeg[2..^2], .. Segment(0xFE, []), .. jpeg[^2..],
        ];
    }

    private static byte[] TellingWebp()
    {
        var webp = MadeFiles.Picture(".webp", 64, 48);
        var secret = System.Text.Encoding.ASCII.GetBytes(Secret + ".");
        byte[] Chunk(string name, byte[] data) =>
            [.. System.Text.Encoding.ASCII.GetBytes(name), (byte)data.Length, 0, 0, 0, .. data, .. new byte[data.Length & 1]];
        var picture = webp.AsSpan(12).StartsWith("VP8X"u8) ? webp[30..] : webp[12..];
        byte[] all =
        [
            .. "RIFF\0\0\0\0WEBP"u8, .. Chunk("VP8X", [0b0000_1100, 0, 0, 0, 63, 0, 0, 47, 0, 0]), .. picture, .. Chunk("EXIF", secret), .. Chunk("XMP ", secret), .. Chunk("ODDS", secret),
        ];
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(4), all.Length - 8);
        return all;
    }
}
