using AIGenerator.Kernel.Identity;

namespace AIGenerator.Generation.Media;

/// <summary>News between nodes about media.</summary>
internal static class MediaChannels
{
    /// <summary>Something of a workspace's generation changed: <c>{workspace} {generation}</c>.</summary>
    public const string Changed = "media-changed";

    /// <summary>A stop was asked for: the generation's id.</summary>
    public const string Stop = "media-stop";

    public static string Payload(WorkspaceId workspace, Guid generation) => $"{workspace.Value} {generation}";

    public static (WorkspaceId Workspace, Guid Generation)? Read(string payload) =>
        payload.Split(' ') is [var workspace, var generation] && Guid.TryParse(workspace, out var w) && Guid.TryParse(generation, out var g)
            ? (new WorkspaceId(w), g)
            : null;
}
