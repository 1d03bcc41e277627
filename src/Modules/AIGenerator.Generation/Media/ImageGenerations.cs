using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Generation.Media;

internal sealed class ImageGenerations(AcceptImage accept, CancelMedia cancel, ListMedia list) : IImageGenerations
{
    public Task<Result<AcceptedMedia>> AcceptAsync(ImageCommand command, CancellationToken ct) => accept.HandleAsync(command, ct);

    public Task<bool> CancelAsync(Guid generation, WorkspaceId workspace, CancellationToken ct) => cancel.HandleAsync(generation, workspace, ct);

    public Task<IReadOnlyList<MediaView>> ListAsync(WorkspaceId workspace, MediaQuery query, CancellationToken ct) => list.HandleAsync(workspace, query, ct);
}
