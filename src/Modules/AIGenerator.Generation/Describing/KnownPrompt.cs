using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Describing;

/// <summary>The words that a picture was made from, where we made it from words.</summary>
internal sealed class KnownPrompt(AppDb db)
{
    // Enlarged, cut out, enlarged again: longer ways are not worth walking.
    private const int Longest = 8;

    /// <summary>Null where nobody knows: it was brought, or changed by words that say what to change rather than what there is.</summary>
    public async Task<string?> OfAsync(Guid asset, WorkspaceId workspace, CancellationToken ct)
    {
        Guid? next = asset;
        for (var step = 0; step < Longest && next is { } id; step++)
        {
            var made = await db.Assets.AsNoTracking().Where(a => a.Id == id && a.WorkspaceId == workspace)
                .Join(db.Media.AsNoTracking(), a => a.GenerationId, m => m.Id, (a, m) => new { m.Request, a.ParentId }).FirstOrDefaultAsync(ct);
            if (made is null)
            {
                return null;
            }

            var request = MediaJson.Request(made.Request);
            if (request.Task == ImageTask.Create)
            {
                return request.Prompt.Length > 0 ? request.Prompt : null;
            }

            // These three show what the source showed.
            next = request.Task is ImageTask.Upscale or ImageTask.RemoveBackground or ImageTask.Vectorize ? made.ParentId : null;
        }

        return null;
    }
}
