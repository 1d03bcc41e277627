using AIGenerator.Kernel.Localization;

namespace AIGenerator.Chat.Pages;

/// <summary>A size in bytes in the reader's language, written as sizes.ts writes it.</summary>
internal static class FileSize
{
    private const double Megabyte = 1024 * 1024;

    public static string Of(long bytes, ILocalizer texts) => bytes >= Megabyte
        ? texts.Format("chat.page.megabytes", ("amount", (bytes / Megabyte).ToString("0.#", texts.Culture)))
        : texts.Format("chat.page.kilobytes", ("amount", Math.Max(1, Math.Round(bytes / 1024.0)).ToString("0", texts.Culture)));
}
