using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Generation;

/// <summary>
/// Whether a workspace's plan includes a model. Plans belong to Billing, which stands beside this module, so the host registers an
/// implementation; without one every model is allowed.
/// </summary>
public interface IModelAccess
{
    /// <summary>Null where it is included, otherwise the refusal (<c>models.not-in-plan</c>).</summary>
    Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct);
}

internal sealed class EveryModel : IModelAccess
{
    public Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct) => Task.FromResult<Error?>(null);
}
