using System.Text;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Documents;
using AIGenerator.Media.Files;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Tools;
using AIGenerator.Tests.Chat;

namespace AIGenerator.Tests.Media;

public sealed class IntakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-media-").FullName;

    private static readonly Guid Workspace = ChatPerson.NewId();

    private readonly ToolTurns _turns = new(TimeSpan.FromMilliseconds(200));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("png", 300, 200, "image/png", 300, 200)]
    [InlineData("jpg", 4000, 1000, "image/jpeg", 2048, 512)]
    [InlineData("webp", 300, 200, "image/png", 300, 200)]
    [InlineData("bmp", 100, 60, "image/png", 100, 60)]
    [InlineData("gif", 100, 60, "image/png", 100, 60)]
    public async Task A_picture_becomes_one_of_ours(string ending, int width, int height, string type, int newWidth, int newHeight)
    {
        var file = await AcceptedAsync(MadeFiles.Picture("." + ending, width, height), "photo." + ending);

        file.Kind.ShouldBe(FileKind.Picture);
        file.MediaType.ShouldBe(type);
        (file.Width, file.Height).ShouldBe((newWidth, newHeight));
        MadeFiles.PixelOf(file.Bytes, newWidth, 5, 5).Red.ShouldBeGreaterThan((byte)200);
        MadeFiles.PixelOf(file.Bytes, newWidth, newWidth - 5, 5).Blue.ShouldBeGreaterThan((byte)200);
    }

    [Theory]
    [InlineData(1, 0, 100, 200, 100)]
    [InlineData(3, 200, 100, 0, 100)]
    [InlineData(6, 100, 0, 100, 200)]
    [InlineData(8, 100, 200, 100, 0)]
    public async Task A_photo_stands_upright_and_forgets_where_it_was_taken(byte orientation, int redX, int redY, int blueX, int blueY)
    {
        var photo = MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 320, 240), orientation);

        var file = await AcceptedAsync(photo, "IMG_0001.JPG");

        var isTurned = orientation > 4;
        (file.Width, file.Height).ShouldBe(isTurned ? (240, 320) : (320, 240));
        MadeFiles.PixelOf(file.Bytes, file.Width!.Value, redX + 10, redY + 10).Red.ShouldBeGreaterThan((byte)200);
        MadeFiles.PixelOf(file.Bytes, file.Width!.Value, blueX + 10, blueY + 10).Blue.ShouldBeGreaterThan((byte)200);
        file.Bytes.Span.IndexOf("GPS"u8).ShouldBe(-1);
        file.Bytes.Span.IndexOf("Exif"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task A_workspace_has_one_tool_at_a_time_and_texts_need_none()
    {
        using (await _turns.TakeAsync(Workspace, Ct))
        {
            (await RefusedAsync(MadeFiles.Png(8, 8), "a.png")).ShouldBe("media.busy");
            (await AcceptedAsync("words"u8.ToArray(), "a.txt")).Text.ShouldBe("words");
            (await _turns.TakeAsync(ChatPerson.NewId(), Ct)).ShouldNotBeNull().Dispose();
        }

        (await AcceptedAsync(MadeFiles.Png(8, 8), "a.png")).Kind.ShouldBe(FileKind.Picture);
    }

    [Fact]
    public async Task The_node_has_two_tools_at_a_time_for_everybody()
    {
        using var one = await _turns.TakeAsync(ChatPerson.NewId(), Ct);
        using var two = await _turns.TakeAsync(ChatPerson.NewId(), Ct);

        (await _turns.TakeAsync(Workspace, Ct)).ShouldBeNull();
        one.ShouldNotBeNull().Dispose();
        using var later = await _turns.TakeAsync(Workspace, Ct);

        later.ShouldNotBeNull();
    }

    [Fact]
    public async Task Sixteen_bits_become_eight()
    {
        var file = await AcceptedAsync(MadeFiles.Png(64, 64, bits: 16), "deep.png");

        file.Bytes.Span[24].ShouldBe((byte)8);
        MadeFiles.PixelOf(file.Bytes, 64, 60, 10).ShouldBe(((byte)0, (byte)0, (byte)255));
    }

    [Fact]
    public async Task A_print_in_four_inks_is_refused_in_words() => (await RefusedAsync(InkedJpeg.Red(), "print.jpg")).ShouldBe("media.cmyk");

    [Fact]
    public async Task Of_a_moving_GIF_the_first_frame_is_taken_and_a_moving_WebP_is_refused()
    {
        (await AcceptedAsync(MadeFiles.Moving(".gif"), "cat.gif")).Width.ShouldBe(64);
        (await RefusedAsync(MadeFiles.Moving(".webp", "-c:v", "libwebp_anim"), "cat.webp")).ShouldBe("media.animated");
    }

    [Fact]
    public async Task What_hides_behind_a_picture_does_not_come_along()
    {
        byte[] polyglot = [.. MadeFiles.Picture(".jpg", 64, 64), .. "<script>alert(1)</script>PK\u0003\u0004"u8];
        byte[] gif = [.. MadeFiles.Picture(".gif", 64, 64), .. "/*</script>*/"u8];

        (await AcceptedAsync(polyglot, "a.jpg")).Bytes.Span.IndexOf("script"u8).ShouldBe(-1);
        (await AcceptedAsync(gif, "a.gif")).Bytes.Span.IndexOf("script"u8).ShouldBe(-1);
        (await AcceptedAsync(polyglot, "a.jpg", ffmpeg: "/nowhere/ffmpeg")).Bytes.Span.IndexOf("script"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Bombs_cut_files_and_lies_are_refused_in_words()
    {
        var jpeg = MadeFiles.Picture(".jpg", 640, 480);
        var png = MadeFiles.Png(64, 64);

        (await RefusedAsync(MadeFiles.PngBomb(60_000, 60_000), "bomb.png")).ShouldBe("media.too-many-pixels");
        (await RefusedAsync(MadeFiles.PngBomb(6_000, 6_000), "hollow.png")).ShouldBe("media.broken-picture");
        (await RefusedAsync(jpeg[..(jpeg.Length / 2)], "cut.jpg")).ShouldBe("media.broken-picture");
        (await RefusedAsync(png[..^20], "cut.png")).ShouldBe("media.broken-picture");
        (await RefusedAsync([0xFF, 0xD8, 0xFF, 0xE0], "stub.jpg")).ShouldBe("media.broken-picture");
        (await RefusedAsync([.. "GIF89a"u8, 1, 0], "stub.gif")).ShouldBe("media.broken-picture");
        (await RefusedAsync([.. "RIFF"u8, 255, 255, 255, 255, .. "WEBPVP8 "u8, 255, 255, 255, 255, 0, 0], "stub.webp")).ShouldBe("media.broken-picture");
        (await RefusedAsync("<html><script>alert(1)</script></html>"u8.ToArray(), "page.png")).ShouldBe("media.lies");
        (await RefusedAsync("<html></html>"u8.ToArray(), "page.pdf")).ShouldBe("media.lies");
        (await RefusedAsync(png, "picture.pdf")).ShouldBe("media.lies");
        (await RefusedAsync([0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0], "notes.txt")).ShouldBe("media.unknown-kind");
        (await RefusedAsync([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], "IMG_1.heic")).ShouldBe("media.heic");
        (await RefusedAsync([], "empty.txt")).ShouldBe("media.empty");
    }

    [Fact]
    public void Whatever_stands_in_a_file_nothing_is_thrown()
    {
        var state = 7u;
        int Next(int below) => (int)((state = (state * 1_664_525) + 1_013_904_223) >> 8) % below;
        byte[][] beginnings =
        [
            MadeFiles.Png(8, 8), MadeFiles.Picture(".jpg", 16, 16), MadeFiles.Picture(".webp", 16, 16), MadeFiles.Picture(".gif", 16, 16), MadeFiles.Picture(".bmp", 16, 16),
        ];
        foreach (var round in Enumerable.Range(0, 4000))
        {
            var bytes = (byte[])beginnings[round % beginnings.Length].Clone();
            for (var change = 0; change < 1 + (round % 5); change++)
            {
                bytes[Next(bytes.Length)] = (byte)Next(256);
            }

            bytes = bytes[..(1 + Next(bytes.Length))];
            PictureHeader.Read(Signatures.Of(bytes), bytes)?.End.ShouldBeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public async Task An_SVG_is_only_ever_a_text()
    {
        var file = await AcceptedAsync("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(), "drawing.svg");

        file.Kind.ShouldBe(FileKind.Text);
        file.MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task Texts_are_read_in_the_ways_people_still_save_them()
    {
        const string words = "Привіт, світе!\nДругий рядок";
        var wide = (byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(words)];
        var big = (byte[])[.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(words)];
        var old = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(words.Replace("\n", "\r\n", StringComparison.Ordinal));

        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(words), wide, big, old })
        {
            (await AcceptedAsync(bytes, "note.txt")).Text.ShouldBe(words);
        }
    }

    [Fact]
    public async Task The_text_of_a_PDF_is_taken_out_and_a_PDF_that_is_none_is_refused()
    {
        var file = await AcceptedAsync(MadeFiles.Pdf("The bridge opens at nine"), "plan.pdf");

        file.Kind.ShouldBe(FileKind.Pdf);
        file.Text.ShouldBe("The bridge opens at nine");
        (await RefusedAsync("%PDF-1.7 nothing of that sort follows"u8.ToArray(), "fake.pdf")).ShouldBe("media.broken-pdf");
        (await RefusedAsync(MadeFiles.Pdf(""), "scan.pdf")).ShouldBe("media.pdf-without-text");
        (await RefusedAsync(MadeFiles.Pdf("x"), "plan.pdf", pdftotext: "/nowhere/pdftotext")).ShouldBe("media.no-pdf-reader");
    }

    [Fact]
    public async Task Without_FFmpeg_small_upright_pictures_pass_without_their_metadata_and_others_are_refused()
    {
        const string none = "/nowhere/ffmpeg";

        (await AcceptedAsync(MadeFiles.Png(64, 48), "a.png", none)).Width.ShouldBe(64);
        (await AcceptedAsync(MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 64, 48), 1), "a.jpg", none)).Bytes.Span.IndexOf("GPS"u8).ShouldBe(-1);
        (await RefusedAsync(MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 64, 48), 6), "a.jpg", none)).ShouldBe("media.no-engine");
        (await RefusedAsync(MadeFiles.Png(3000, 8), "a.png", none)).ShouldBe("media.no-engine");
        (await RefusedAsync(MadeFiles.Picture(".gif", 64, 48), "a.gif", none)).ShouldBe("media.no-engine");
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\me\\report.docx", "report.docx")]
    [InlineData("a\u0000b\r\nc.txt", "abc.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("  . .  ", "file")]
    [InlineData(null, "file")]
    [InlineData(".gitignore", ".gitignore")]
    [InlineData("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png")]
    public void Names_lose_what_nobody_should_write_in_one(string? name, string clean) => FileName.Clean(name).ShouldBe(clean);

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = FileName.Clean(new string('ї', 255) + ".pdf");

        name.Length.ShouldBeLessThanOrEqualTo(FileName.Longest);
        name.ShouldEndWith("….pdf");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<AcceptedFile> AcceptedAsync(byte[] bytes, string name, string? ffmpeg = null)
    {
        (await ReadAsync(bytes, name, ffmpeg, null)).Ok(out var file, out var refusal).ShouldBeTrue($"{name}: {refusal?.Code}");
        return file!;
    }

    private async Task<string> RefusedAsync(byte[] bytes, string name, string? ffmpeg = null, string? pdftotext = null)
    {
        (await ReadAsync(bytes, name, ffmpeg, pdftotext)).Ok(out _, out var refusal).ShouldBeFalse(name);
        return refusal!.Code;
    }

    private async Task<Result<AcceptedFile>> ReadAsync(byte[] bytes, string name, string? ffmpeg, string? pdftotext)
    {
        var store = new FolderFileStore(_folder);
        var tools = new MediaTools(ffmpeg, pdftotext, "/nowhere/heif-convert");
        using var arriving = store.NewArriving();
        await File.WriteAllBytesAsync(arriving.Path, bytes, Ct);
        return await new MediaIntake(new PictureMaker(tools, store), new PdfText(tools), _turns).ReadAsync(arriving.Path, name, new FileSender(Workspace, IsVisitor: false), Ct);
    }
}
