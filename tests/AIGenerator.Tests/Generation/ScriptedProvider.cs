using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;

namespace AIGenerator.Tests.Generation;

/// <summary>A vendor whose answers a test writes, step by step. The order's model names the script.</summary>
public sealed class ScriptedProvider : ITextProvider
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Script> _scripts = new();

    public string Id => "scripted";

    public bool IsConfigured => true;

    public Script For(string model) => _scripts.GetOrAdd(model, _ => new Script());

    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        var script = For(order.Model);
        script.Order = order;
        await using var closed = ct.Register(() => script.Closed.TrySetResult());
        await foreach (var step in script.Steps.Reader.ReadAllAsync(ct))
        {
            yield return step is Failure failure ? throw failure.Exception : step;
        }
    }

    public sealed class Script
    {
        public Channel<TextEvent> Steps { get; } = Channel.CreateUnbounded<TextEvent>();

        public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TextOrder? Order { get; set; }

        public void Say(string text) => Steps.Writer.TryWrite(new TextDelta(text));

        public void Finish(FinishReason reason, TextUsage? usage = null)
        {
            Steps.Writer.TryWrite(new TextFinished(reason, usage));
            Steps.Writer.Complete();
        }

        public void Fail(FailureCategory category, string code, RetryAdvice retry = RetryAdvice.GiveUp) =>
            Steps.Writer.TryWrite(new Failure(new ProviderException(category, code, retry)));
    }

    private sealed record Failure(ProviderException Exception) : TextEvent;
}
