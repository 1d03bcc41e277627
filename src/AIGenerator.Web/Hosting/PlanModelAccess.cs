using AIGenerator.Billing;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Web.Hosting;

/// <summary>
/// Joins two modules that stand side by side: generations ask for a model, plans say whether it is included. What opens one model of a plan opens them all,
/// so a page that lists models asks once for each plan.
/// </summary>
internal sealed class PlanModelAccess(IPlans plans) : IModelAccess
{
    private const int First = 10;

    private readonly Dictionary<(WorkspaceId Workspace, string Plan), bool> _known = [];

    public Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct) =>
        model.IsFree ? Included : RefusalAsync(workspace, model.Id, model.Plan, ct);

    public Task<Error?> RefusalAsync(WorkspaceId workspace, ImageModel model, CancellationToken ct) =>
        model.IsFree ? Included : RefusalAsync(workspace, model.Id, model.Plan, ct);

    public async Task<int> PriorityAsync(WorkspaceId workspace, CancellationToken ct) => (await plans.OfAsync(workspace, ct)).Priority ? First : 0;

    private static Task<Error?> Included => Task.FromResult<Error?>(null);

    private async Task<Error?> RefusalAsync(WorkspaceId workspace, string model, string plan, CancellationToken ct)
    {
        if (!_known.TryGetValue((workspace, plan), out var isIncluded))
        {
            _known[(workspace, plan)] = isIncluded = await plans.IncludesAsync(workspace, plan, ct);
        }

        return isIncluded ? null : new Error("models.not-in-plan", $"The plan does not include '{model}'.", ErrorKind.PaymentRequired);
    }
}
