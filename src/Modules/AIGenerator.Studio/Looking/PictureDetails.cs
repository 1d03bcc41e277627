using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Providers.Media;
using AIGenerator.Studio.Images;

namespace AIGenerator.Studio.Looking;

/// <summary>Everything that is known about a picture.</summary>
/// <param name="Lineage">The picture among its kin.</param>
/// <param name="Made">What made it; null for brought ones.</param>
/// <param name="Tasks">What can be done with it here; nothing with vectors.</param>
public sealed record PictureDetails(AssetLineage Lineage, MediaView? Made, IReadOnlyList<ImageTask> Tasks);

/// <summary>Reads it, in four queries.</summary>
internal sealed class PictureDetailsReader(IAssets assets, IImageGenerations images, ImageOffers offers)
{
    /// <summary>Null where there is no such picture in the workspace.</summary>
    public async Task<PictureDetails?> OfAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        if (await assets.LineageAsync(id, workspace, ct) is not { } lineage)
        {
            return null;
        }

        var made = lineage.Asset.Generation is { } generation ? await images.ListAsync(workspace, new MediaQuery(1, Only: generation), ct) : [];
        IReadOnlyList<ImageTask> tasks = lineage.Asset.MediaType is "image/png" or "image/jpeg" or "image/webp" ? [.. offers.Tasks.Where(task => task.NeedsSource)] : [];
        return new PictureDetails(lineage, made is [var one] ? one : null, tasks);
    }
}
