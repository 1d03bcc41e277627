namespace AIGenerator.Media.Tools;

/// <summary>Where the tools are; null where they are not installed.</summary>
internal sealed class MediaTools(string? ffmpeg, string? pdfToText, string? heifConvert)
{
    public string? FFmpeg { get; } = Find(ffmpeg, "ffmpeg");

    public string? PdfToText { get; } = Find(pdfToText, "pdftotext");

    /// <summary>libheif's; newer versions call it by another name.</summary>
    public string? HeifConvert { get; } = Find(heifConvert, "heif-convert") ?? (string.IsNullOrWhiteSpace(heifConvert) ? Find(null, "heif-dec") : null);

    private static string? Find(string? setting, string name)
    {
        var wanted = string.IsNullOrWhiteSpace(setting) ? name : setting.Trim();
        if (wanted.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(wanted) ? Path.GetFullPath(wanted) : null;
        }

        var file = OperatingSystem.IsWindows() ? wanted + ".exe" : wanted;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
