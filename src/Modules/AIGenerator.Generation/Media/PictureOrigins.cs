using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Data;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>What a made picture has to say of how it came about.</summary>
internal sealed class PictureOrigins(IDbContextFactory<AppDb> database, IFileStore files, IGeneratedPictures pictures)
{
    public async Task<AiOrigin> OfAsync(MediaWork work, CancellationToken ct)
    {
        if (work.Generation.Provider != "built-in")
        {
            return work.Request.Source is null ? AiOrigin.TrainedModel : AiOrigin.Composite;
        }

        // Rules that change what a trained model made leave it what it was.
        return work.Request.Source is { } source && await OfAssetAsync(source, ct) is { } before ? before : AiOrigin.Rules;
    }

    private async Task<AiOrigin?> OfAssetAsync(Guid asset, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        if (await db.Assets.Where(a => a.Id == asset).Select(a => a.FileKey).FirstOrDefaultAsync(ct) is not { } key || await files.OpenAsync(key, ct) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            using var all = new MemoryStream();
            await content.CopyToAsync(all, ct);
            return pictures.OriginOf(all.ToArray());
        }
    }
}
