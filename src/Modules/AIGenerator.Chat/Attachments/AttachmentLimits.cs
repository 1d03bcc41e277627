using AIGenerator.Kernel.Identity;
using AIGenerator.Media;

namespace AIGenerator.Chat.Attachments;

/// <summary>How much a message may carry. Visitors get less: their built-in model reads little and sees nothing.</summary>
/// <param name="PerMessage">Files in one message.</param>
/// <param name="Unsent">Files that wait for being sent.</param>
/// <param name="Largest">Bytes of a picture or a PDF.</param>
/// <param name="LargestText">Bytes of a text.</param>
internal sealed record AttachmentLimits(int PerMessage, int Unsent, long Largest, long LargestText)
{
    /// <summary>Bytes of all pictures in one request to a vendor: Google takes 20 MB with base64 and text (2026-11).</summary>
    public const long PicturesInPrompt = 13 * 1024 * 1024;

    /// <summary>Bytes of all files of a visitor; people have what their plan holds.</summary>
    public const long VisitorStorage = 100 * 1024 * 1024;

    private static readonly AttachmentLimits People = new(10, 60, FileLimits.Largest, FileLimits.LargestText);

    private static readonly AttachmentLimits Visitors = new(3, 9, 5 * 1024 * 1024, 256 * 1024);

    public static AttachmentLimits Of(CurrentUser user) => user.IsSignedIn ? People : Visitors;
}
