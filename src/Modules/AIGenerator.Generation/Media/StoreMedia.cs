using System.Security.Cryptography;
using System.Text.Json;
using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Results;
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
internal sealed partial class StoreMedia(MediaDownloads downloads, IFileStore files, IGeneratedPictures pictures, PictureOrigins origins, StoringTurns turns, TimeProvider clock, ILogger<StoreMedia> logger)
{
    // After that a picture is kept without its smaller ones: it is paid for, and it can be seen.
    private const int MostToolTries = 3;

    /// <summary>What became of a batch.</summary>
    /// <param name="Outputs">Each file as it stands now.</param>
    /// <param name="Missing">How many could not be had just now, but perhaps later.</param>
    /// <param name="HasChanged">Whether anything differs from what the row says.</param>
    internal sealed record Kept(IReadOnlyList<PendingOutput> Outputs, int Missing, bool HasChanged);

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

    /// <summary>Keeps what can be kept now; what an earlier run kept is not fetched again, and one that cannot be had does not hold up the others.</summary>
    public async Task<Kept> KeepAsync(MediaWork work, CancellationToken ct)
    {
        var outputs = JsonSerializer.Deserialize<List<PendingOutput>>(work.Row.Outputs ?? "[]", MediaJson.Options) ?? [];
        var hasChanged = false;
        foreach (var (at, output) in outputs.ToArray().Index().Where(pair => IsMissing(pair.Item)))
        {
            try
            {
                outputs[at] = await BringAsync(work, output, ct);
                hasChanged = true;
            }
            catch (ProviderException failure)
            {
                LogNotNow(work.Id, output.Place, failure.Code);
            }
        }

        return new Kept(outputs, outputs.Count(IsMissing), hasChanged);
    }

    /// <summary>The rows of what is kept.</summary>
    public IReadOnlyList<AssetRow> AssetsOf(MediaWork work, Kept kept)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. from output in kept.Outputs
               where output.Kept is not null
               let file = output.Kept
               select new AssetRow
               {
                   Id = Guid.CreateVersion7(now), WorkspaceId = work.Row.WorkspaceId, GenerationId = work.Id, Place = output.Place, Origin = AssetOrigin.Generated,
                   MediaType = file.MediaType, FileKey = $"{KeyOf(work.Id, output.Place)}/file", Bytes = file.Bytes, Width = file.Width, Height = file.Height,
                   Sha256 = file.Sha256, BlurHash = file.BlurHash, Previews = file.Previews, Seed = output.Seed,
                   Prompt = output.Prompt, ParentId = work.Request.Source, CreatedAt = now,
               },
        ];
    }

    /// <summary>Removes what only the way needed.</summary>
    public async Task ForgetAsync(MediaWork work, CancellationToken ct)
    {
        for (var place = 0; place < work.Row.Count; place++)
        {
            await files.DeleteAsync($"{KeyOf(work.Id, place)}/raw", ct);
        }
    }

    private static bool IsMissing(PendingOutput output) => output is { Kept: null, IsLost: false };

    private static string KeyOf(Guid generation, int place) => $"media/{generation:N}/{place}";

    /// <summary>A file is whole in memory in its turn only. Slow vendors are waited for before it, on disk, or one of them would hold up all.</summary>
    private async Task<PendingOutput> BringAsync(MediaWork work, PendingOutput output, CancellationToken ct)
    {
        using var arrived = files.NewArriving();
        if (output.FileKey is null && !await DownloadAsync(work, output, arrived, ct))
        {
            return output with { IsLost = true };
        }

        using var turn = await turns.TakeAsync(ct);
        return await ReadAsync(output, arrived, ct) is { } file ? await KeepAsync(work, output, file, ct) : output with { IsLost = true };
    }

    private async Task<bool> DownloadAsync(MediaWork work, PendingOutput output, ArrivingFile arrived, CancellationToken ct)
    {
        try
        {
            await using var file = File.Create(arrived.Path);
            await downloads.FetchAsync(work.Generation.Provider ?? "", new Uri(output.Address!), file, ct);
            return true;
        }
        catch (ProviderException gone) when (gone.Code == "provider.file-gone")
        {
            LogLost(work.Id, output.Place, gone.Code);
            return false;
        }
    }

    private async Task<byte[]?> ReadAsync(PendingOutput output, ArrivingFile arrived, CancellationToken ct)
    {
        if (output.FileKey is not { } key)
        {
            return await File.ReadAllBytesAsync(arrived.Path, ct);
        }

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

    private async Task<PendingOutput> KeepAsync(MediaWork work, PendingOutput output, byte[] file, CancellationToken ct)
    {
        if (!(await pictures.FinishAsync(file, await origins.OfAsync(work, ct), isPlain: output.Tries >= MostToolTries, ct)).Ok(out var picture, out var refusal))
        {
            if (refusal.Kind == ErrorKind.Unavailable)
            {
                LogNotNow(work.Id, output.Place, refusal.Code);
                return output with { Tries = output.Tries + 1 };
            }

            LogLost(work.Id, output.Place, refusal.Code);
            return output with { IsLost = true };
        }

        var key = $"{KeyOf(work.Id, output.Place)}/file";
        await files.SaveAsync(key, picture.Bytes, ct);
        foreach (var (index, preview) in picture.Previews.Index())
        {
            await files.SaveAsync($"{key}-{index}", preview.Bytes, ct);
        }

        return output with
        {
            Kept = new KeptFile(
                picture.MediaType, picture.Bytes.Length, picture.Width, picture.Height, SHA256.HashData(picture.Bytes.Span), picture.BlurHash, picture.Previews.Count),
        };
    }

    [LoggerMessage(LogLevel.Warning, "File {Place} of generation {GenerationId} is lost: {Code}")]
    private partial void LogLost(Guid generationId, int place, string code);

    [LoggerMessage(LogLevel.Information, "File {Place} of generation {GenerationId} could not be had just now: {Code}")]
    private partial void LogNotNow(Guid generationId, int place, string code);
}
