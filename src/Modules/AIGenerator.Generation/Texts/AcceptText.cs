using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Texts;

/// <summary>Writes generations with their holds into the caller's transaction, leased to this node: all of them or none.</summary>
internal sealed class AcceptText(
    AppDb db, IWallet wallet, IModelCatalogue models, IModelAccess access, TextPricing pricing, ThisNode node, IOptions<GenerationOptions> options, TimeProvider clock)
{
    public async Task<Result<AcceptedText>> HandleAsync(TextRequest request, CancellationToken ct)
    {
        var accepted = await HandleAsync([request], ct);
        return accepted.Ok(out var one, out var refusal) ? one[0] : refusal;
    }

    public async Task<Result<AcceptedText[]>> HandleAsync(IReadOnlyList<TextRequest> requests, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A text is accepted in the caller's transaction, together with the rows that keep it.");
        }

        // Those that are begun together are written together, so the first one speaks for all.
        if (await FirstOfAsync(requests[0], ct) is { } first)
        {
            return new[] { first };
        }

        foreach (var request in requests)
        {
            if (models.RoutesFor(request.Model).Count == 0)
            {
                return new Error("models.unavailable", $"'{request.Model.Id}' has no provider on this installation.", ErrorKind.Unavailable, "model");
            }

            if (await access.RefusalAsync(request.Workspace, request.Model, ct) is { } notInPlan)
            {
                return notInPlan;
            }
        }

        // Accepts of one workspace go one by one, so that the limit and the balance are what the previous one left.
        var workspace = requests[0].Workspace;
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({workspace.Value.ToString()}, 4160))", ct);
        var limit = options.Value.AtWorkPerWorkspace;
        var atWork = await db.Generations.CountAsync(
            g => g.WorkspaceId == workspace && g.Kind == GenerationKind.Text && (g.State == GenerationState.Queued || g.State == GenerationState.Running), ct);
        if (atWork + requests.Count > limit)
        {
            return new Error("generations.too-many", $"{limit} generations of this workspace can be at work at once.", ErrorKind.TooManyRequests,
                Arguments: new Dictionary<string, object?> { ["limit"] = limit });
        }

        return await HoldAndWriteAllAsync(requests, workspace, ct);
    }

    private async Task<Result<AcceptedText[]>> HoldAndWriteAllAsync(IReadOnlyList<TextRequest> requests, WorkspaceId workspace, CancellationToken ct)
    {
        var available = requests.All(request => request.Model.IsFree && request.Fee == Credits.Zero) ? Credits.Zero : (await wallet.BalanceOfAsync(workspace, ct)).Available;
        if (pricing.Budgets(requests, available) is not { } budgets)
        {
            return Insufficient(pricing.Least(requests), available);
        }

        var accepted = new AcceptedText[requests.Count];
        for (var i = 0; i < accepted.Length; i++)
        {
            if (!(await HoldAndWriteAsync(requests[i], budgets[i], ct)).Ok(out var one, out var refusal))
            {
                return refusal;
            }

            accepted[i] = one;
        }

        return accepted;
    }

    private async Task<AcceptedText?> FirstOfAsync(TextRequest request, CancellationToken ct) =>
        await db.Generations.AsNoTracking().Where(g => g.Id == request.Id && g.WorkspaceId == request.Workspace)
            .Select(g => new AcceptedText(g.Id, g.HeldCredits, true)).FirstOrDefaultAsync(ct);

    private async Task<Result<AcceptedText>> HoldAndWriteAsync(TextRequest request, TextBudget budget, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var run = new TextRun(
            request.Id, request.Workspace, request.Owner, request.Model, request.Model.Id, budget.Hold, request.InputTokens,
            budget.MaxOutputTokens, budget.IsBalanceLimited, 1, now)
        {
            Fee = request.Fee,
        };

        // The same id at the same moment (two tabs, a retry): the second waits here for the first and then finds it.
        if (await InsertAsync(run, now, ct) == 0)
        {
            return await FirstOfAsync(request, ct) is { } first
                ? first
                : GenerationErrors.IdTaken;
        }

        if (budget.Hold > Credits.Zero)
        {
            var held = await wallet.PlaceHoldAsync(request.Id, request.Workspace, budget.Hold, ct);
            if (!held.Ok(out _, out var refusal))
            {
                return refusal;
            }
        }

        return new AcceptedText(request.Id, budget.Hold, false) { Run = run };
    }

    private Task<int> InsertAsync(TextRun run, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        insert into generation.generations (id, workspace_id, kind, owner, model, state, held_credits, cost_credits, input_estimate,
            fee_credits, max_output_tokens, is_balance_limited, lease_owner, lease_until, attempt, created_at)
        values ({run.Id}, {run.Workspace.Value}, {nameof(GenerationKind.Text)}, {run.Owner}, {run.ModelId}, {nameof(GenerationState.Running)},
            {run.Held.Value}, 0, {run.InputEstimate}, {run.Fee.Value}, {run.MaxOutputTokens}, {run.IsBalanceLimited}, {node.Id}, {now + options.Value.Lease}, 1, {now})
        on conflict (id) do nothing
        """,
        ct);

    private static Error Insufficient(Credits needed, Credits available) => new(
        "wallet.insufficient-credits",
        "The balance does not cover even short answers.",
        ErrorKind.PaymentRequired,
        Arguments: new Dictionary<string, object?> { ["needed"] = needed.Value, ["available"] = available.Value });
}
