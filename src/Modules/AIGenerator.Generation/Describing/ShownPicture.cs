using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Pictures;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation.Describing;

/// <summary>A stored picture for somebody to look at: never larger than a screen, where there is a smaller one.</summary>
internal sealed class ShownPicture(IAssets assets, IPicturePixels pixels)
{
    private static readonly Error WrongKind = new("images.source-kind", "Only PNG, JPEG and WebP can be looked at.", ErrorKind.Unprocessable, "source");

    public static bool IsVisible(AssetView asset) => asset.MediaType is "image/png" or "image/jpeg" or "image/webp";

    /// <summary>For a model.</summary>
    public async Task<Result<InputImage>> ForModelAsync(AssetView asset, WorkspaceId workspace, CancellationToken ct) =>
        await ReadAsync(asset, workspace, asset.Previews - 1, ct) is { } image ? image : WrongKind;

    /// <summary>For ourselves: the smallest tells as much.</summary>
    public async Task<Result<PixelFacts>> FactsAsync(AssetView asset, WorkspaceId workspace, CancellationToken ct)
    {
        if (await ReadAsync(asset, workspace, 0, ct) is not { } image)
        {
            return WrongKind;
        }

        return (await pixels.ReadAsync(image.Bytes, FileLimits.MostPixels, ct)).Ok(out var picture, out var refusal) ? PixelFacts.Of(picture) : refusal;
    }

    private async Task<InputImage?> ReadAsync(AssetView asset, WorkspaceId workspace, int preview, CancellationToken ct)
    {
        if (!IsVisible(asset) || await assets.OpenAsync(asset.Id, workspace, asset.Previews > 0 ? preview : null, ct) is not { } content)
        {
            return null;
        }

        await using var file = content.Content;
        using var all = new MemoryStream();
        await file.CopyToAsync(all, ct);
        return new InputImage(content.MediaType, all.ToArray());
    }
}
