using System.Runtime.CompilerServices;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation.Texts;

/// <summary>Where the answer comes from: the model's best route.</summary>
internal sealed class TextSource(IModelCatalogue models, TextProviders providers)
{
    /// <summary>The answer's steps, each with the provider that serves it.</summary>
    public async IAsyncEnumerable<(string Provider, TextEvent Step)> StreamAsync(
        TextRun run, TextPrompt prompt, [EnumeratorCancellation] CancellationToken ct)
    {
        var route = models.RoutesFor(run.Model!).FirstOrDefault()
            ?? throw new ProviderException(FailureCategory.ProviderUnavailable, "models.unavailable");
        var provider = providers.Find(route.Provider)
            ?? throw new ProviderException(FailureCategory.ProviderUnavailable, "models.unavailable");
        var order = new TextOrder(
            route.UpstreamModel, prompt.System, prompt.Turns, run.MaxOutputTokens, prompt.Reasoning, prompt.Temperature, run.Workspace.Value.ToString("N"));
        await foreach (var step in provider.StreamAsync(order, ct))
        {
            yield return (route.Provider, step);
        }
    }
}
