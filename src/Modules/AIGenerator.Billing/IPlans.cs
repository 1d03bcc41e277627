using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Billing;

/// <summary>What plans there are and what they include.</summary>
public interface IPlans
{
    /// <summary>Every plan, from the least to the most.</summary>
    IReadOnlyList<Plan> All { get; }

    /// <summary>The plan a workspace is on. Free for each, until plans can be bought.</summary>
    Task<Plan> OfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>
    /// Whether a workspace may use the models of <paramref name="planId"/> (a model names the lowest plan that includes it). True where the
    /// workspace's own plan is that one or a larger one, and also where it still has credits that came from elsewhere than a plan (bought, given by an
    /// administrator, earned): such credits open every model, though not the other benefits of a larger plan.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such plan.</exception>
    Task<bool> IncludesAsync(WorkspaceId workspace, string planId, CancellationToken ct);
}

/// <summary>One plan.</summary>
/// <param name="Id">Stable, e.g. <c>starter</c>.</param>
/// <param name="Name">A proper name, the same in every language.</param>
/// <param name="Credits">Given each month; what is left expires at its end.</param>
/// <param name="Price">For a month.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AllModels">All models, or the basic ones only.</param>
/// <param name="Priority">Its work goes first when the queue is long.</param>
/// <param name="Api">Access by API key.</param>
/// <param name="StorageGigabytes">What the files of a workspace may take together; 1 GB is 1,073,741,824 bytes.</param>
public sealed record Plan(string Id, string Name, Credits Credits, decimal Price, string Currency, bool AllModels, bool Priority, bool Api, int StorageGigabytes)
{
    /// <summary>The same in bytes.</summary>
    public long StorageBytes => StorageGigabytes * 1024L * 1024 * 1024;
}
