using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation.Texts;

/// <summary>Where the answer comes from: the model's routes, best first.</summary>
internal sealed class TextSource(IModelCatalogue models, TextRouter router)
{
    public IAsyncEnumerable<TextEvent> StreamAsync(TextRun run, TextPrompt prompt, CancellationToken ct)
    {
        var routes = models.RoutesFor(run.Model!).Select(route => route.ToTextRoute()).ToArray();
        var order = new TextOrder(
            run.ModelId, prompt.System, prompt.Turns, run.MaxOutputTokens, prompt.Reasoning, prompt.Temperature, run.Workspace.Value.ToString("N"));
        return router.StreamAsync(order, routes, ct);
    }
}
