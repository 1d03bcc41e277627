using AIGenerator.Kernel.Results;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Previews;
using AIGenerator.Media.Vectors;

namespace AIGenerator.Media.Generated;

/// <summary>Knows the file by its content, marks it, and has the smaller ones made.</summary>
internal sealed class GeneratedPictures(SmallerPictures smaller) : IGeneratedPictures
{
    public async Task<Result<GeneratedPicture>> FinishAsync(ReadOnlyMemory<byte> file, AiOrigin? origin, bool isPlain, CancellationToken ct)
    {
        var content = Signatures.Of(file.Span);
        if (content == Content.Text && CleanSvg.CouldBe(file.Span))
        {
            // Browsers draw shapes in any size themselves: nothing smaller is made.
            return CleanSvg.Read(file, origin) is { } drawing ? new GeneratedPicture("image/svg+xml", drawing.Bytes, drawing.Width, drawing.Height, null, []) : MediaErrors.Broken;
        }

        if (content is not (Content.Png or Content.Jpeg or Content.Webp))
        {
            return content == Content.OtherPicture ? MediaErrors.Format : MediaErrors.Unknown;
        }

        if (PictureHeader.Read(content, file.Span) is not { } header)
        {
            return MediaErrors.Broken;
        }

        if (header.Pixels > FileLimits.MostPixels)
        {
            return MediaErrors.TooManyPixels;
        }

        var type = content switch { Content.Png => "image/png", Content.Jpeg => "image/jpeg", _ => "image/webp" };
        var bytes = origin is { } made ? Provenance.Mark(file[..header.End], type, made, header.Width, header.Height) : file[..header.End];
        var plan = new PreviewPlan(header);
        var previews = Smaller.None;
        if (!isPlain && !(await smaller.MakeAsync(file, content, plan, ct)).Ok(out previews, out var refusal))
        {
            return refusal;
        }

        return new GeneratedPicture(
            type, bytes, header.Width, header.Height, previews.BlurHash, [.. previews.Previews.Select(preview => preview with { Bytes = Marked(preview, origin, plan) })]);
    }

    public AiOrigin? OriginOf(ReadOnlySpan<byte> file) => Provenance.Of(file);

    private static ReadOnlyMemory<byte> Marked(PicturePreview preview, AiOrigin? origin, PreviewPlan plan)
    {
        var (width, height) = plan.SizeOf(preview.Side);
        return origin is { } made ? Provenance.Mark(preview.Bytes, "image/webp", made, width, height) : preview.Bytes;
    }
}
