using AIGenerator.Billing;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Web.Hosting;

/// <summary>Joins two modules that stand side by side: generations ask for a model, plans say whether it is included.</summary>
internal sealed class PlanModelAccess(IPlans plans) : IModelAccess
{
    public async Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct) =>
        model.IsFree || await plans.IncludesAsync(workspace, model.Plan, ct)
            ? null
            : new Error("models.not-in-plan", $"The plan does not include '{model.Id}'.", ErrorKind.PaymentRequired);
}
