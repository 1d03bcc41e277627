using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Wallet;

namespace AIGenerator.Billing.Plans;

/// <summary>The plans of <c>plans.json</c>.</summary>
internal sealed class PlanCatalogue(IWallet wallet) : IPlans
{
    internal const string FreeId = "free";

    private static readonly IReadOnlyList<Plan> Shipped = Read();

    public IReadOnlyList<Plan> All => Shipped;

    internal static Plan Free { get; } = Shipped.Single(plan => plan.Id == FreeId);

    public Task<Plan> OfAsync(WorkspaceId workspace, CancellationToken ct) => Task.FromResult(Free);

    public async Task<bool> IncludesAsync(WorkspaceId workspace, string planId, CancellationToken ct)
    {
        var asked = RankOf(planId);
        if (RankOf((await OfAsync(workspace, ct)).Id) >= asked)
        {
            return true;
        }

        var isOnlyModels = asked <= FirstWithAllModels;
        return isOnlyModels && (await wallet.LotsOfAsync(workspace, ct)).Any(lot => lot.Source != LotSource.Plan);
    }

    private static int FirstWithAllModels { get; } = Shipped.TakeWhile(plan => !plan.AllModels).Count();

    private static int RankOf(string planId)
    {
        for (var rank = 0; rank < Shipped.Count; rank++)
        {
            if (Shipped[rank].Id == planId)
            {
                return rank;
            }
        }

        throw new ArgumentException($"There is no plan '{planId}'.", nameof(planId));
    }

    private static IReadOnlyList<Plan> Read()
    {
        using var file = typeof(PlanCatalogue).Assembly.GetManifestResourceStream("Plans/plans.json")!;
        return JsonSerializer.Deserialize<PlanFile>(file, JsonSerializerOptions.Web)!.Plans;
    }

    private sealed record PlanFile(IReadOnlyList<Plan> Plans);
}
