using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Pictures;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Studio.Images;

/// <summary>Takes a mask in: a PNG in, one byte for each of the source's pixels kept.</summary>
internal sealed class MaskUploads(IAssets assets, IPicturePixels pixels, IFileRoom room)
{
    /// <summary>Bytes: a canvas of one colour is far smaller.</summary>
    public const int Largest = 4 * 1024 * 1024;

    // As many as the largest picture that a person can bring.
    private const long MostPixels = 4096 * 4096;

    public async Task<Result<AssetView>> AddAsync(Guid id, WorkspaceId workspace, Guid source, HttpRequest request, CancellationToken ct)
    {
        if (await assets.FindAsync(source, workspace, ct) is not { MediaType: "image/png" or "image/jpeg" or "image/webp", Width: { } width, Height: { } height } asset)
        {
            return StudioErrors.UnknownAsset;
        }

        if (await room.RefusalAsync(workspace, ct) is { } full)
        {
            return full;
        }

        if (!string.Equals(request.ContentType, "image/png", StringComparison.OrdinalIgnoreCase))
        {
            return StudioErrors.MaskKind;
        }

        if (await ReceiveAsync(request, ct) is not { } png)
        {
            return StudioErrors.MaskTooLarge;
        }

        if (!(await pixels.ReadAsync(png, MostPixels, ct)).Ok(out var picture, out var refusal))
        {
            return refusal.Code == "media.unknown-kind" ? StudioErrors.MaskKind : refusal;
        }

        var mask = MaskPixels.Of(picture, width, height);
        return mask.AsSpan().Contains(MaskPixels.Here)
            ? await assets.AddMaskAsync(new NewMask(id, workspace, asset, mask), ct)
            : StudioErrors.MaskEmpty;
    }

    /// <summary>Null where more comes than may.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReceiveAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Largest)
        {
            return null;
        }

        using var all = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > Largest)
            {
                return null;
            }

            await all.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return all.ToArray();
    }
}
