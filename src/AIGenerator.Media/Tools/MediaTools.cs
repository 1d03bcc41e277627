namespace AIGenerator.Media.Tools;

/// <summary>Where the tools are; null where they are not installed.</summary>
internal sealed class MediaTools(string? ffmpeg, string? pdfToText)
{
    public string? FFmpeg { get; } = Find(ffmpeg, "ffmpeg");

    public string? PdfToText { get; } = Find(pdfToText, "pdftotext");

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
