using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Generation;

/// <summary>
/// What a workspace's plan gives it. Plans belong to Billing, which stands beside this module, so the host registers an implementation; without one
/// every model is allowed and all wait alike.
/// </summary>
public interface IModelAccess
{
    /// <summary>Null where the model is included, otherwise the refusal (<c>models.not-in-plan</c>).</summary>
    Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct);

    /// <summary>The same for a model that makes pictures.</summary>
    Task<Error?> RefusalAsync(WorkspaceId workspace, ImageModel model, CancellationToken ct);

    /// <summary>How soon its work goes when the line is long: higher first, 0 is usual.</summary>
    Task<int> PriorityAsync(WorkspaceId workspace, CancellationToken ct);
}

internal sealed class EveryModel : IModelAccess
{
    public Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct) => Task.FromResult<Error?>(null);

    public Task<Error?> RefusalAsync(WorkspaceId workspace, ImageModel model, CancellationToken ct) => Task.FromResult<Error?>(null);

    public Task<int> PriorityAsync(WorkspaceId workspace, CancellationToken ct) => Task.FromResult(0);
}
