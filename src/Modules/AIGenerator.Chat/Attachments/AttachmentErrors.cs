using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Attachments;

/// <summary>Refusals that have to do with files.</summary>
internal static class AttachmentErrors
{
    public static readonly Error Unknown = new("chat.unknown-attachment", "There is no such file in this workspace.", ErrorKind.NotFound, "attachments");

    public static readonly Error TooManyUnsent = new("chat.too-many-unsent", "Too many files wait for being sent.", ErrorKind.Conflict, "file");

    public static readonly Error TooHeavy = new("chat.pictures-too-heavy", "The pictures are too large for one message.", ErrorKind.Unprocessable, "attachments");

    public static readonly Error SignInToShow = new("chat.sign-in-to-show", "The built-in model sees no pictures.", ErrorKind.Unprocessable, "attachments");

    /// <summary>More files than one message carries.</summary>
    public static Error TooMany(int most) => new(
        "chat.too-many-attachments", $"A message carries at most {most} files.", ErrorKind.Unprocessable, "attachments", Of(("most", most)));

    /// <summary>Larger than this person's files may be.</summary>
    public static Error TooLarge(long limit) => limit >= 1024 * 1024
        ? new("media.too-large", $"The file is larger than {limit / 1024 / 1024} MB.", ErrorKind.TooLarge, "file", Of(("limit", limit / 1024 / 1024)))
        : new("chat.attachment-too-large", $"The file is larger than {limit / 1024} KB.", ErrorKind.TooLarge, "file", Of(("limit", limit / 1024)));

    /// <summary>More text inside than this person's files may hold.</summary>
    public static Error TooMuchText(long limit) => new(
        "chat.attachment-too-long", $"There is more text in the file than {limit / 1000} thousand characters.", ErrorKind.TooLarge, "file", Of(("limit", limit / 1000)));

    /// <summary>The files of the workspace fill what its plan, or a visitor, may have.</summary>
    public static Error StorageFull(long used, long limit, bool isVisitor)
    {
        var (unit, name) = isVisitor ? (1024.0 * 1024, "MB") : (1024.0 * 1024 * 1024, "GB");
        var (taken, most) = (Math.Round(used / unit, 2), Math.Round(limit / unit, 2));
        return new(
            isVisitor ? "chat.visitor-storage-full" : "chat.storage-full", $"The files of the workspace take {taken} of {most} {name}.", ErrorKind.Conflict, "file",
            Of(("used", taken), ("limit", most)));
    }

    /// <summary>A model that sees no pictures, and one that does.</summary>
    public static Error CannotSee(string model, string other) => new(
        "chat.cannot-see", $"{model} sees no pictures; {other} does.", ErrorKind.Unprocessable, "model", Of(("model", model), ("other", other)));

    /// <summary>A model that sees no pictures, where none does.</summary>
    public static Error NobodySees(string model) => new(
        "chat.nobody-sees", $"{model} sees no pictures, and no other model here does.", ErrorKind.Unprocessable, "model", Of(("model", model)));

    private static Dictionary<string, object?> Of(params ReadOnlySpan<(string Name, object Value)> values)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            arguments[name] = value;
        }

        return arguments;
    }
}
