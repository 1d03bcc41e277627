using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Assets;

/// <summary>Removes the files of what was deleted longer ago than it can be brought back, and masks that nobody used for a day.</summary>
internal sealed record EraseDeletedAssets : IJob
{
    public static string JobName => "generation.erase-assets";
}

/// <summary>Files go before their rows: a row whose file is gone is tried again, a file without a row would stay for ever.</summary>
internal sealed class EraseAssets(AppDb db, IFileStore files, IEvents events, IOptions<GenerationOptions> options, TimeProvider clock) : IJobHandler<EraseDeletedAssets>
{
    private const int Batch = 200;

    // Nodes' clocks differ, and what is brought back in the last second is on its way for a moment.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaskStay = TimeSpan.FromDays(1);

    public async Task HandleAsync(EraseDeletedAssets job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var before = now - options.Value.DeletedStay - Margin;
        var unused = now - MaskStay;
        var media = db.Media;
        await EraseAsync(db.Assets.Where(a => a.DeletedAt < before), ct);
        await EraseAsync(
            db.Assets.Where(a => a.Origin == AssetOrigin.Mask && a.CreatedAt < unused && !media.Any(m => MediaFunctions.TextOf(m.Request, "mask") == a.Id.ToString())), ct);
    }

    /// <summary>All files of a workspace that is gone.</summary>
    public Task OfWorkspaceAsync(WorkspaceId workspace, CancellationToken ct) => EraseAsync(db.Assets.Where(a => a.WorkspaceId == workspace), ct);

    private async Task EraseAsync(IQueryable<AssetRow> which, CancellationToken ct)
    {
        while (await which.AsNoTracking().OrderBy(a => a.Id).Take(Batch).ToListAsync(ct) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                for (var preview = 0; preview < row.Previews; preview++)
                {
                    await files.DeleteAsync($"{row.FileKey}-{preview}", ct);
                }

                await files.DeleteAsync(row.FileKey, ct);
            }

            // Told before the rows go: a retry tells it again, a crash in between loses no word.
            var ids = rows.ConvertAll(row => row.Id);
            await events.RaiseAsync(new AssetsErased(ids), ct);
            await db.SaveChangesAsync(ct);
            await db.Assets.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(ct);
        }
    }
}
