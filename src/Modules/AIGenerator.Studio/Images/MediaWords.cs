using AIGenerator.Generation;
using AIGenerator.Kernel.Localization;

namespace AIGenerator.Studio.Images;

/// <summary>How a generation stands, in words.</summary>
internal static class MediaWords
{
    /// <summary>What is being done, and what is before it where that is known.</summary>
    public static string Stage(ILocalizer texts, MediaView media) => media switch
    {
        { Stage: "underWay", Position: > 0 and var before } => texts.Format("studio.images.stage.position", ("count", before)),
        { Stage: "underWay", Progress: { } progress } => texts.Format("studio.images.stage.progress", ("percent", (int)(progress * 100))),
        _ => texts[$"studio.images.stage.{media.Stage}"],
    };

    /// <summary>Why nothing came, or less than was asked for; null where all is well.</summary>
    public static string? Problem(ILocalizer texts, MediaView media) => media.State == GenerationState.Canceled ? texts["studio.images.canceled"]
        : media.ErrorCode is { } code ? texts[texts.Has($"errors.{code}") ? $"errors.{code}" : "studio.images.failed"]
        : null;
}
