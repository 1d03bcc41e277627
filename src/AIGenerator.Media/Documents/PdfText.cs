using System.Text;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Tools;

namespace AIGenerator.Media.Documents;

/// <summary>The text of a PDF, taken out by Poppler in a process of its own.</summary>
internal sealed class PdfText(MediaTools tools)
{
    // Bytes of the longest text in UTF-8; more is cut off by the process's end and refused.
    private const int LongestOutput = FileLimits.MostCharacters * 4;

    public async Task<Result<AcceptedFile>> ReadAsync(string path, byte[] bytes, TimeSpan time, CancellationToken ct)
    {
        if (tools.PdfToText is not { } tool)
        {
            return MediaErrors.NoPdfReader;
        }

        var limits = new ToolLimits(time, MemoryMegabytes: 1024, LongestOutput);
        var run = await ToolRun.RunAsync(tool, ["-q", "-enc", "UTF-8", path, "-"], Path.GetDirectoryName(path)!, limits, ct);
        if (run.Ending == ToolEnding.TooMuchOutput)
        {
            return MediaErrors.TooMuchText;
        }

        if (run is not { Ending: ToolEnding.Exited, ExitCode: 0 })
        {
            return run.ErrorText.Contains("password", StringComparison.OrdinalIgnoreCase) ? MediaErrors.LockedPdf : MediaErrors.BrokenPdf;
        }

        var text = PlainText.Tidy(Encoding.UTF8.GetString(run.Output.Span)).Trim();
        if (text.Length == 0)
        {
            return MediaErrors.NoText;
        }

        return text.Length > FileLimits.MostCharacters ? MediaErrors.TooMuchText : new AcceptedFile(FileKind.Pdf, "application/pdf", bytes, Text: text);
    }
}
