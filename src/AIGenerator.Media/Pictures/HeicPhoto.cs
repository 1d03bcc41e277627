using AIGenerator.Kernel.Results;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media.Pictures;

/// <summary>Lets libheif's own tool open a HEIC photo, upright and without what tells about camera and place.</summary>
internal static class HeicPhoto
{
    // A photo of the most pixels at this quality has less.
    private const int LargestOutput = 64 * 1024 * 1024;

    /// <summary>The photo as JPEG. Refusals: <c>media.heic</c> where the tool is not installed, <c>media.broken-picture</c>, <c>media.too-many-pixels</c>, <c>media.animated</c>.</summary>
    public static async Task<Result<byte[]>> OpenAsync(MediaTools tools, string path, byte[] bytes, TimeSpan time, CancellationToken ct)
    {
        if (tools.HeifConvert is not { } tool)
        {
            return MediaErrors.Heic;
        }

        if (HeicHeader.Read(bytes) is not { } header)
        {
            return MediaErrors.Broken;
        }

        if (header.MostPixels > FileLimits.MostPixels)
        {
            return MediaErrors.TooManyPixels;
        }

        // The tool writes every picture of the file.
        if (header.Pictures > HeicHeader.MostPictures)
        {
            return MediaErrors.Animated;
        }

        // In a folder of its own: of several pictures it numbers the names.
        var folder = Directory.CreateDirectory(path + ".heic");
        try
        {
            var limits = new ToolLimits(time, MemoryMegabytes: 3072, LargestOutput);
            var run = await ToolRun.RunAsync(tool, ["-q", "94", path, Path.Combine(folder.FullName, "photo.jpg")], folder.FullName, limits, ct);
            var made = folder.EnumerateFiles("photo*.jpg").OrderBy(file => file.Name.Length).ThenBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault();
            if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 } || made is null)
            {
                return MediaErrors.Broken;
            }

            // It has turned the photo, and may still hand on how the camera was held.
            var jpeg = await File.ReadAllBytesAsync(made.FullName, ct);
            return Signatures.Of(jpeg) == Content.Jpeg && PictureHeader.Read(Content.Jpeg, jpeg) is { } size ? JpegHeader.WithoutMetadata(jpeg, size.End) : MediaErrors.Broken;
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The tool, ended, may have written once more: the sweep of what arrived takes it.
        }
    }
}
