using AIGenerator.Kernel.Money;
using AIGenerator.Models;

namespace AIGenerator.Billing.Plans;

/// <summary>What a plan gives in words people can picture: about how many usual answers of each model, from the catalogue's prices.</summary>
internal sealed class AnswerExamples(IModelCatalogue catalogue)
{
    private const int Shown = 10;

    /// <summary>Paid models in service, from the cheapest; those that this installation can use, or all where it can use none.</summary>
    public IReadOnlyList<AnswerExample> List()
    {
        var priced = catalogue.TextModels.Where(model => model.State == ModelState.Active && !model.IsFree).ToList();
        var usable = priced.Where(model => catalogue.RoutesFor(model).Count > 0).ToList();
        return [.. (usable.Count > 0 ? usable : priced)
            .Select(model => new AnswerExample(model, model.PriceOf(UsualAnswer.Usage)))
            .OrderBy(example => example.Cost)
            .ThenBy(example => example.Model.Name, StringComparer.Ordinal)
            .Take(Shown)];
    }

    /// <summary>Whether any of the paid models can be used on this installation.</summary>
    public bool HasUsable() => catalogue.TextModels.Any(model => !model.IsFree && catalogue.RoutesFor(model).Count > 0);
}

/// <summary>A model and what a usual answer of it costs.</summary>
internal sealed record AnswerExample(TextModel Model, Credits Cost)
{
    /// <summary>About how many answers a plan's month holds: two leading digits, rounded down. Null where the plan lacks the model.</summary>
    public long? CountIn(Plan plan)
    {
        if (!plan.AllModels && Model.Plan != PlanCatalogue.FreeId)
        {
            return null;
        }

        var count = plan.Credits.Value / Cost.Value;
        var scale = 1L;
        while (count / scale >= 100)
        {
            scale *= 10;
        }

        return count / scale * scale;
    }
}
