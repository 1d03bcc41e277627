using AIGenerator.Kernel.Localization;

namespace AIGenerator.Ui;

/// <summary>A size in bytes in the reader's language, written as sizes.ts writes it.</summary>
public static class FileSize
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Whole kilobytes, and megabytes with one digit.</summary>
    public static string Of(long bytes, ILocalizer texts) => bytes >= Megabyte
        ? texts.Format("ui.megabytes", ("amount", (bytes / Megabyte).ToString("0.#", texts.Culture)))
        : texts.Format("ui.kilobytes", ("amount", Math.Max(1, Math.Round(bytes / 1024.0)).ToString("0", texts.Culture)));
}
