using System.Buffers.Binary;
using System.Diagnostics;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Documents;
using AIGenerator.Media.Files;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Tools;
using AIGenerator.Tests.Chat;

namespace AIGenerator.Tests.Media;

public sealed class HeicTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-heic-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_that_was_held_on_its_side_stands_upright()
    {
        // Red is on the left as stored, on top as seen.
        var file = await AcceptedAsync(Turned(Heic(MadeFiles.Picture(".jpg", 640, 480))), "IMG_0001.HEIC");

        (file.MediaType, file.Width, file.Height).ShouldBe(("image/jpeg", 480, 640));
        MadeFiles.PixelOf(file.Bytes, 480, 240, 20).Red.ShouldBeGreaterThan((byte)200);
        MadeFiles.PixelOf(file.Bytes, 480, 240, 620).Blue.ShouldBeGreaterThan((byte)200);
    }

    [Fact]
    public async Task It_forgets_where_it_was_taken_and_is_turned_by_its_boxes_alone()
    {
        // The boxes say how to turn it; what the camera's own notes say was counted into them (ISO/IEC 23008-12).
        var photo = Heic(MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 640, 480), 6));
        photo.AsSpan().IndexOf("GPS"u8).ShouldBeGreaterThan(0);

        var file = await AcceptedAsync(photo, "IMG_0001.HEIC");

        (file.MediaType, file.Width, file.Height).ShouldBe(("image/jpeg", 640, 480));
        file.Bytes.Span.IndexOf("GPS"u8).ShouldBe(-1);
        file.Bytes.Span.IndexOf("Exif"u8).ShouldBe(-1);
        Directory.GetFileSystemEntries(new FolderFileStore(_folder).Arriving).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_one_is_made_smaller()
    {
        var file = await AcceptedAsync(Heic(MadeFiles.Picture(".jpg", 4000, 1000)), "wide.heic");

        (file.Width, file.Height).ShouldBe((2048, 512));
    }

    [Fact]
    public async Task Cut_huge_and_hollow_ones_are_refused_in_words()
    {
        var photo = Heic(MadeFiles.Picture(".jpg", 640, 480));
        var huge = (byte[])photo.Clone();
        var size = huge.AsSpan()[(huge.AsSpan().IndexOf("ispe"u8) + 8)..];
        BinaryPrimitives.WriteInt32BigEndian(size, 100_000);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], 100_000);
        var hollow = (byte[])photo.Clone();
        hollow.AsSpan(hollow.AsSpan().IndexOf("mdat"u8) + 4).Clear();

        (await RefusedAsync(photo[..(photo.Length / 2)])).ShouldBe("media.broken-picture");
        (await RefusedAsync(photo[..^1])).ShouldBe("media.broken-picture");
        (await RefusedAsync([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0])).ShouldBe("media.broken-picture");
        (await RefusedAsync(huge)).ShouldBe("media.too-many-pixels");
        (await RefusedAsync(hollow)).ShouldBe("media.broken-picture");
        (await RefusedAsync(photo, tool: "/nowhere/heif-convert")).ShouldBe("media.heic");
    }

    [Fact]
    public void Whatever_stands_in_the_boxes_nothing_is_thrown()
    {
        var photo = Heic(MadeFiles.Picture(".jpg", 64, 64));
        var state = 7u;
        int Next(int below) => (int)((state = (state * 1_664_525) + 1_013_904_223) >> 8) % below;

        foreach (var round in Enumerable.Range(0, 4000))
        {
            var bytes = (byte[])photo.Clone();
            for (var change = 0; change < 1 + (round % 5); change++)
            {
                bytes[Next(Math.Min(600, bytes.Length))] = (byte)Next(256);
            }

            Should.NotThrow(() => HeicHeader.Read(bytes.AsSpan(0, 1 + Next(bytes.Length))));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The photo as libheif's own tool writes it.</summary>
    private byte[] Heic(byte[] jpeg)
    {
        var (from, to) = (Path.Combine(_folder, "from.jpg"), Path.Combine(_folder, "to.heic"));
        File.WriteAllBytes(from, jpeg);
        using var process = Process.Start(new ProcessStartInfo("heif-enc", ["-q", "90", "-o", to, from]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, said);
        return File.ReadAllBytes(to);
    }

    /// <summary>The photo with one more property of its only item: a quarter of a turn clockwise.</summary>
    private static byte[] Turned(byte[] heic)
    {
        var file = heic.ToList();
        int At(string name) => heic.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name));
        void Grow(int at, int by)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, BinaryPrimitives.ReadInt32BigEndian(heic.AsSpan(at)) + by);
            (file[at], file[at + 1], file[at + 2], file[at + 3]) = (bytes[0], bytes[1], bytes[2], bytes[3]);
        }

        var (ipma, length) = (At("ipma") - 4, BinaryPrimitives.ReadInt32BigEndian(heic.AsSpan(At("ipma") - 4)));
        Grow(ipma, 1);
        Grow(At("ipco") - 4, 9);
        Grow(At("iprp") - 4, 10);
        Grow(At("meta") - 4, 10);
        Grow(At("iloc") + 16, 10);
        file[ipma + 18]++;
        file.Insert(ipma + length, 0x84);
        file.InsertRange(ipma, [0, 0, 0, 9, .. "irot"u8, 3]);
        return [.. file];
    }

    private async Task<AcceptedFile> AcceptedAsync(byte[] bytes, string name)
    {
        (await ReadAsync(bytes, name, null)).Ok(out var file, out var refusal).ShouldBeTrue($"{name}: {refusal?.Code}");
        return file!;
    }

    private async Task<string> RefusedAsync(byte[] bytes, string? tool = null)
    {
        (await ReadAsync(bytes, "IMG_1.heic", tool)).Ok(out _, out var refusal).ShouldBeFalse();
        return refusal!.Code;
    }

    private async Task<Result<AcceptedFile>> ReadAsync(byte[] bytes, string name, string? tool)
    {
        var store = new FolderFileStore(_folder);
        var tools = new MediaTools(null, null, tool);
        using var turns = new ToolTurns(TimeSpan.FromSeconds(1));
        using var arriving = store.NewArriving();
        await File.WriteAllBytesAsync(arriving.Path, bytes, Ct);
        return await new MediaIntake(new PictureMaker(tools, store), new PdfText(tools), turns)
            .ReadAsync(arriving.Path, name, new FileSender(ChatPerson.NewId(), IsVisitor: false), Ct);
    }
}
