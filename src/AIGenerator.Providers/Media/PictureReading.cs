namespace AIGenerator.Providers.Media;

/// <summary>The pixels of a picture of ours, however they can be had here.</summary>
internal static class PictureReading
{
    extension(IEnumerable<IPictureReader> readers)
    {
        /// <summary>PNG by ourselves, everything else by whoever can; null where nobody can.</summary>
        public async Task<PixelPicture?> PixelsOfAsync(SourceImage source, CancellationToken ct)
        {
            var picture = source.MediaType == "image/png" ? PngReader.Read(source.Bytes.Span) : null;
            foreach (var reader in readers)
            {
                picture ??= await reader.ReadAsync(source, ct);
            }

            return picture;
        }
    }
}
