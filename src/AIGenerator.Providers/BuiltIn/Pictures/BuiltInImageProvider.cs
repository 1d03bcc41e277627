using AIGenerator.Providers.BuiltIn.Pictures.Edits;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>
/// Landscapes drawn by rules from the words and a seed, and changes of pictures by rules: free, offline, the same seed always the same picture. No
/// neural network, and its description says so.
/// </summary>
internal sealed class BuiltInImageProvider(EditSource edits, IOptions<BuiltInOptions> options, TimeProvider clock) : IMediaProvider
{
    /// <summary>The one model.</summary>
    public const string Model = "built-in-image";

    /// <inheritdoc/>
    public string Id => "built-in";

    /// <inheritdoc/>
    public bool IsConfigured => true;

    /// <inheritdoc/>
    public MediaTraits Traits => new(IsRepeatable: true, AtOnce: options.Value.MaxAtOnce);

    /// <inheritdoc/>
    public async Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct)
    {
        var image = order as ImageOrder ?? throw ProviderErrors.InvalidRequest();
        if (image is { Task: ImageTask.Create } and not { Width: > 0 and <= 4096, Height: > 0 and <= 4096 })
        {
            throw ProviderErrors.InvalidRequest();
        }

        var source = image.Task == ImageTask.Create ? null : await edits.ReadAsync(image, ct);

        // A moment, so that a person sees work being done; nothing here would need it.
        await Task.Delay(options.Value.PicturePace, clock, ct);
        var first = image.Seed ?? (long)(Dice.OfWords(order.Id.ToString()) >> 33);
        var outputs = new MediaOutput[image.Count];
        for (var i = 0; i < outputs.Length; i++)
        {
            var seed = first + i;
            outputs[i] = await Task.Run(() => source is null ? Draw(image, seed, ct) : Edit(image, source, seed, ct), ct);
        }

        return new MediaDone(outputs);
    }

    /// <inheritdoc/>
    public Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct) => throw new NotSupportedException("The built-in model answers at once.");

    /// <inheritdoc/>
    public Task CancelAsync(VendorJob job, CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => Task.FromResult<VendorJob?>(null);

    private static MediaOutput Draw(ImageOrder order, long seed, CancellationToken ct)
    {
        var scene = Scene.Of(order.Prompt, order.Style, (ulong)seed);
        var pixels = Painter.Paint(scene, order.Width, order.Height, ct);
        return new MediaOutput(PngWriter.Write(order.Width, order.Height, 3, pixels), Seed: seed);
    }

    private static MediaOutput Edit(ImageOrder order, PixelPicture source, long seed, CancellationToken ct)
    {
        var made = EditSource.Make(order, source, seed, ct);
        return new MediaOutput(PngWriter.Write(made.Width, made.Height, 4, made.Rgba), Seed: seed);
    }
}
