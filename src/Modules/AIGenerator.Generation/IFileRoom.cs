using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Generation;

/// <summary>
/// The room for files that a workspace's plan gives it. Plans belong to Billing, which stands beside this module, so the host registers an
/// implementation; without one there is room for everything.
/// </summary>
public interface IFileRoom
{
    /// <summary>Null where there is any room at all, otherwise the refusal (<c>generations.storage-full</c>).</summary>
    Task<Error?> RefusalAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>Null where so many more bytes find room, and nobody else takes it before the caller's transaction ends.</summary>
    Task<Error?> RefusalInTurnAsync(WorkspaceId workspace, long more, CancellationToken ct);
}

internal sealed class EndlessRoom : IFileRoom
{
    public Task<Error?> RefusalAsync(WorkspaceId workspace, CancellationToken ct) => Task.FromResult<Error?>(null);

    public Task<Error?> RefusalInTurnAsync(WorkspaceId workspace, long more, CancellationToken ct) => Task.FromResult<Error?>(null);
}
