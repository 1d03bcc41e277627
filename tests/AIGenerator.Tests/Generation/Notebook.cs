using System.Collections.Concurrent;
using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;

namespace AIGenerator.Tests.Generation;

/// <summary>A module that keeps texts, as small as the contract allows.</summary>
public sealed class Notebook : ITextOwner
{
    public ConcurrentDictionary<Guid, TextProgress> Kept { get; } = new();

    public ConcurrentDictionary<Guid, TextOutcome> Ended { get; } = new();

    public string Kind => "notebook";

    public Task SaveProgressAsync(IReadOnlyList<TextProgress> texts, CancellationToken ct)
    {
        foreach (var text in texts)
        {
            Kept[text.Generation] = text;
        }

        return Task.CompletedTask;
    }

    public Task<TextProgress?> ProgressOfAsync(Guid generation, CancellationToken ct) => Task.FromResult(Kept.GetValueOrDefault(generation));

    public Task FinishAsync(IServiceProvider scope, TextOutcome outcome, CancellationToken ct)
    {
        Ended[outcome.Generation] = outcome;
        Kept[outcome.Generation] = new TextProgress(outcome.Generation, outcome.Text, outcome.Reasoning);
        return Task.CompletedTask;
    }

    public Task<ILiveRenderer> RendererOfAsync(Guid generation, CancellationToken ct) => Task.FromResult<ILiveRenderer>(new LiveMarkdown());
}
