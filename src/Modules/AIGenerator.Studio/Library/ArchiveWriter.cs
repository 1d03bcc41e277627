using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Media.Pictures;

namespace AIGenerator.Studio.Library;

/// <summary>What goes into an archive.</summary>
internal sealed record ArchiveOrder(WorkspaceId Workspace, IReadOnlyList<ListedAsset> Pictures, string? Format);

/// <summary>A line of <c>pictures.json</c>. File is null where the picture was gone by then.</summary>
internal sealed record ArchivedPicture(
    string? File, Guid Id, string Origin, string? Prompt, string? RewrittenPrompt, string? Model, long? Seed, int? Width, int? Height, DateTimeOffset CreatedAt);

/// <summary>Writes pictures into a ZIP as they are read from the disk: a few kilobytes of memory whatever their number. They are packed already, so the archive stores them as they are.</summary>
internal sealed class ArchiveWriter(IAssets assets, IPictureFormats formats)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteAsync(Stream output, ArchiveOrder order, CancellationToken ct)
    {
        var lines = new List<ArchivedPicture>(order.Pictures.Count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var buffer = new ArchiveBuffer();
        await using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var picture in order.Pictures)
            {
                var name = await AddAsync(archive, picture, order, names, buffer, output, ct);
                var asset = picture.Asset;
                lines.Add(new ArchivedPicture(
                    name, asset.Id, JsonNamingPolicy.CamelCase.ConvertName(asset.Origin.ToString()), picture.Prompt, asset.Prompt, picture.Model, asset.Seed, asset.Width, asset.Height,
                    asset.CreatedAt));
            }

            var list = archive.CreateEntry("pictures.json", CompressionLevel.Fastest);
            await using var content = await list.OpenAsync(ct);
            await JsonSerializer.SerializeAsync(content, lines, Readable, ct);
        }

        await buffer.MoveToAsync(output, ct);
    }

    /// <summary>The name it got; null where it was erased since it was chosen.</summary>
    private async Task<string?> AddAsync(
        ZipArchive archive, ListedAsset picture, ArchiveOrder order, HashSet<string> names, ArchiveBuffer buffer, Stream output, CancellationToken ct)
    {
        if (await OpenAsync(picture, order, ct) is not { } file)
        {
            return null;
        }

        await using var source = file.Content;
        var name = Unique(PictureName.Of(picture.Prompt, picture.Asset.Id, file.MediaType), names);
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = picture.Asset.CreatedAt;
        await using var content = await entry.OpenAsync(ct);
        var part = new byte[64 * 1024];
        for (int read; (read = await source.ReadAsync(part, ct)) > 0;)
        {
            await content.WriteAsync(part.AsMemory(0, read), ct);
            await buffer.MoveToAsync(output, ct);
        }

        return name;
    }

    /// <summary>The picture in the format that was asked for; as it is where it cannot be had in that one.</summary>
    private async Task<AssetContent?> OpenAsync(ListedAsset picture, ArchiveOrder order, CancellationToken ct)
    {
        if (await assets.OpenAsync(picture.Asset.Id, order.Workspace, preview: null, ct) is not { } file)
        {
            return null;
        }

        if (!SavedFormat.Of(order.Format, file.MediaType).Ok(out var wanted, out _) || wanted.Conversion is not { } conversion)
        {
            return file;
        }

        return (await formats.ConvertAsync(file.Content, conversion, order.Workspace.Value, ct)).Ok(out var converted, out _)
            ? new AssetContent(converted, wanted.MediaType)
            : await assets.OpenAsync(picture.Asset.Id, order.Workspace, preview: null, ct);
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        for (var again = 2; !names.Add(name); again++)
        {
            name = $"{stem}-{again}{ending}";
        }

        return name;
    }

    /// <summary>Takes what the archive writes, which it does without waiting, until the next chance to send it on.</summary>
    private sealed class ArchiveBuffer : MemoryStream
    {
        // The archive must not go back to what has been sent.
        public override bool CanSeek => false;

        public async Task MoveToAsync(Stream output, CancellationToken ct)
        {
            await output.WriteAsync(GetBuffer().AsMemory(0, (int)Length), ct);
            SetLength(0);
        }
    }
}
