using System.IO.Compression;
using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Data;
using AIGenerator.Media.Files;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>Turns a request in our words, with the files it names, into an order for one route.</summary>
internal sealed class MediaOrders(IDbContextFactory<AppDb> database, IFileStore files, ReportAddress reports)
{
    /// <summary>Null where a picture it names is gone.</summary>
    public async Task<ImageOrder?> OfAsync(MediaWork work, ImageModel model, ImageRoute route, CancellationToken ct)
    {
        var request = work.Request;
        var wanted = new[] { request.Source, request.Mask }.OfType<Guid>().Concat(request.References ?? []).Distinct().ToArray();
        var rows = wanted.Length == 0 ? [] : await RowsAsync(work, wanted, ct);
        var pictures = new Dictionary<Guid, SourceImage>();
        foreach (var row in rows.Where(row => row.Id != request.Mask))
        {
            if (await files.OpenAsync(row.FileKey, ct) is not { } content)
            {
                return null;
            }

            await using (content)
            {
                pictures[row.Id] = new SourceImage(row.MediaType, await AllAsync(content, ct), row.Width ?? 0, row.Height ?? 0);
            }
        }

        ImageMask? mask = null;
        if (request.Mask is { } maskId && (rows.Find(row => row.Id == maskId) is not { } maskRow || (mask = await MaskAsync(maskRow, ct)) is null))
        {
            return null;
        }

        if (request.Source is { } source && !pictures.ContainsKey(source) || request.References?.All(pictures.ContainsKey) == false)
        {
            return null;
        }

        return OrderOf(
            work.Id, request, model, route, reports.Of(route.Provider, work.Id), request.Source is { } id ? pictures[id] : null, mask,
            request.References is { Count: > 0 } references ? [.. references.Select(r => pictures[r])] : null);
    }

    /// <summary>The order with its files at hand.</summary>
    internal static ImageOrder OrderOf(
        Guid id, ImageRequest request, ImageModel model, ImageRoute route, Uri? webhook, SourceImage? source, ImageMask? mask, IReadOnlyList<SourceImage>? references)
    {
        var shape = ShapeOf(request, model);
        return new ImageOrder(
            id, route.UpstreamModel, webhook, request.Task, request.Prompt, request.Count, shape?.Width ?? 0, shape?.Height ?? 0, shape?.Ratio,
            model.Abilities.Qualities.Count > 0 ? request.Quality ?? model.Abilities.Quality : null, request.Style, request.NegativePrompt, request.Seed,
            source, mask, references, request.Strength, request.Scale, request.Margins);
    }

    /// <summary>Pixels of each picture; zero where the source's are kept.</summary>
    public static (int Width, int Height) SizeOf(ImageRequest request, ImageModel model) => ShapeOf(request, model) is { } shape ? (shape.Width, shape.Height) : (0, 0);

    private static ImageRatio? ShapeOf(ImageRequest request, ImageModel model) =>
        model.Abilities.Ratios.FirstOrDefault(known => known.Ratio == request.Ratio)
        ?? (request.Source is null && model.Abilities.Ratios is [var usual, ..] ? usual : null);

    private async Task<List<AssetRow>> RowsAsync(MediaWork work, Guid[] wanted, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Assets.AsNoTracking().Where(a => wanted.Contains(a.Id) && a.WorkspaceId == work.Row.WorkspaceId).ToListAsync(ct);
    }

    private async Task<ImageMask?> MaskAsync(AssetRow row, CancellationToken ct)
    {
        if (row is not { MediaType: MaskMediaType, Width: { } width, Height: { } height } || await files.OpenAsync(row.FileKey, ct) is not { } content)
        {
            return null;
        }

        await using var packed = new ZLibStream(content, CompressionMode.Decompress);
        var pixels = await AllAsync(packed, ct);
        return pixels.Length == width * height ? new ImageMask(width, height, pixels) : null;
    }

    /// <summary>Masks are kept as pixels, packed: one byte each, 255 where to work.</summary>
    public const string MaskMediaType = "application/x-mask";

    /// <summary>A mask as it is kept.</summary>
    internal static byte[] Packed(ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(pixels);
        }

        return packed.ToArray();
    }

    private static async Task<byte[]> AllAsync(Stream content, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, ct);
        return all.ToArray();
    }
}
