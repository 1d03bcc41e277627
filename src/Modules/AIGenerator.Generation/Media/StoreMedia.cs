using System.Security.Cryptography;
using System.Text.Json;
using AIGenerator.Generation.Assets;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Brings a vendor's files home. What came as bytes is written down first, as it came; then each is fetched, read, marked and kept under a name
/// that a second run finds again.
/// </summary>
internal sealed partial class StoreMedia(MediaDownloads downloads, IFileStore files, IGeneratedPictures pictures, PictureOrigins origins, TimeProvider clock, ILogger<StoreMedia> logger)
{
    /// <summary>What became of a batch.</summary>
    /// <param name="Assets">What is kept.</param>
    /// <param name="Lost">How many could not be had.</param>
    internal sealed record Kept(IReadOnlyList<AssetRow> Assets, int Lost);

    /// <summary>Writes down what came with the answer, so that it survives this process.</summary>
    public async Task<IReadOnlyList<PendingOutput>> WriteDownAsync(MediaWork work, MediaDone done, CancellationToken ct)
    {
        var pending = new List<PendingOutput>(done.Outputs.Count);
        foreach (var (place, output) in done.Outputs.Take(work.Row.Count).Index())
        {
            string? key = null;
            if (output.Address is null)
            {
                key = $"{KeyOf(work.Id, place)}/raw";
                await files.SaveAsync(key, output.Bytes, ct);
            }

            pending.Add(new PendingOutput(place, key, output.Address?.AbsoluteUri, output.Seed, output.Prompt));
        }

        return pending;
    }

    /// <exception cref="ProviderException">A file could not be fetched just now.</exception>
    public async Task<Kept> KeepAsync(MediaWork work, CancellationToken ct)
    {
        var pending = JsonSerializer.Deserialize<List<PendingOutput>>(work.Row.Outputs ?? "[]", MediaJson.Options) ?? [];
        var assets = new List<AssetRow>(pending.Count);
        foreach (var output in pending)
        {
            if (await FetchAsync(work, output, ct) is { } file && await KeepAsync(work, output, file, ct) is { } asset)
            {
                assets.Add(asset);
            }
        }

        return new Kept(assets, pending.Count - assets.Count);
    }

    /// <summary>Removes what only the way needed.</summary>
    public async Task ForgetAsync(MediaWork work, CancellationToken ct)
    {
        for (var place = 0; place < work.Row.Count; place++)
        {
            await files.DeleteAsync($"{KeyOf(work.Id, place)}/raw", ct);
        }
    }

    private static string KeyOf(Guid generation, int place) => $"media/{generation:N}/{place}";

    private async Task<byte[]?> FetchAsync(MediaWork work, PendingOutput output, CancellationToken ct)
    {
        if (output.FileKey is { } key)
        {
            if (await files.OpenAsync(key, ct) is not { } content)
            {
                return null;
            }

            await using (content)
            {
                using var all = new MemoryStream();
                await content.CopyToAsync(all, ct);
                return all.ToArray();
            }
        }

        try
        {
            return await downloads.FetchAsync(work.Generation.Provider ?? "", new Uri(output.Address!), ct);
        }
        catch (ProviderException gone) when (gone.Code == "provider.file-gone")
        {
            LogLost(work.Id, output.Place, gone.Code);
            return null;
        }
    }

    private async Task<AssetRow?> KeepAsync(MediaWork work, PendingOutput output, byte[] file, CancellationToken ct)
    {
        var request = work.Request;
        if (!(await pictures.FinishAsync(file, await origins.OfAsync(work, ct), ct)).Ok(out var picture, out var refusal))
        {
            LogLost(work.Id, output.Place, refusal.Code);
            return null;
        }

        var key = $"{KeyOf(work.Id, output.Place)}/file";
        await files.SaveAsync(key, picture.Bytes, ct);
        foreach (var (index, preview) in picture.Previews.Index())
        {
            await files.SaveAsync($"{key}-{index}", preview.Bytes, ct);
        }

        var now = clock.GetUtcNow();
        return new AssetRow
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = work.Row.WorkspaceId, GenerationId = work.Id, Place = output.Place, Origin = AssetOrigin.Generated,
            MediaType = picture.MediaType, FileKey = key, Bytes = picture.Bytes.Length, Width = picture.Width, Height = picture.Height,
            Sha256 = SHA256.HashData(picture.Bytes.Span), BlurHash = picture.BlurHash, Previews = picture.Previews.Count, Seed = output.Seed,
            Prompt = output.Prompt, ParentId = request.Source, CreatedAt = now,
        };
    }

    [LoggerMessage(LogLevel.Warning, "File {Place} of generation {GenerationId} is lost: {Code}")]
    private partial void LogLost(Guid generationId, int place, string code);
}
