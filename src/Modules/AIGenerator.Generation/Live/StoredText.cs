using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Live;

/// <summary>
/// A text as its rows know it: at most a second behind the node that runs it, complete once it has ended. The end comes over the node bus,
/// the growth by asking.
/// </summary>
internal sealed class StoredText(TextOwners owners, IDbContextFactory<AppDb> database, INodeBus bus, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // What is drawn shows nothing before its end, which is called out.
    private static readonly TimeSpan PauseOfMedia = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<LiveEvent> WatchAsync(Guid id, ILocalizer? texts, [EnumeratorCancellation] CancellationToken ct)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Task? hearing = null;
        try
        {
            var view = new View(null, 0, 0);
            while (await ReadAsync(id, ct) is { } row)
            {
                var owner = owners.Of(row.Owner);
                var progress = await owner.ProgressOfAsync(id, ct) ?? new TextProgress(id, "", "");
                if (view.Renderer is null || progress.Text.Length < view.Text)
                {
                    view = new View(await owner.RendererOfAsync(id, ct), 0, 0);
                    var markup = view.Renderer!.Render(progress.Text, row.IsFinal);
                    yield return Event("snapshot", LiveJson.Snapshot(row.State, [.. markup.Finished], markup.Tail, progress.Reasoning));
                }
                else if (progress.Text.Length > view.Text || progress.Reasoning.Length > view.Reasoning || row.IsFinal)
                {
                    var markup = view.Renderer.Render(progress.Text[view.Text..], row.IsFinal);
                    var reasoning = progress.Reasoning.Length > view.Reasoning ? progress.Reasoning[view.Reasoning..] : "";
                    yield return Event("delta", LiveJson.Delta([.. markup.Finished], 0, markup.Tail, reasoning));
                }

                view = view with { Text = progress.Text.Length, Reasoning = progress.Reasoning.Length };
                if (row.IsFinal)
                {
                    yield return new LiveEvent(LiveSequence.End, "end", LiveJson.End(LiveEnd.Of(row, texts)));
                    yield break;
                }

                hearing ??= HearAsync(id, ended.Writer, watching.Token);
                await PauseAsync(ended.Reader, row.Kind == GenerationKind.Text ? Pause : PauseOfMedia, ct);
            }
        }
        finally
        {
            await watching.CancelAsync();
            if (hearing is not null)
            {
                await hearing;
            }
        }
    }

    private async Task<GenerationRow?> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Generations.AsNoTracking().FirstOrDefaultAsync(g => g.Id == id, ct);
    }

    private async Task HearAsync(Guid id, ChannelWriter<bool> ended, CancellationToken ct)
    {
        try
        {
            await foreach (var payload in bus.ListenAsync(GenerationChannels.Ended, ct))
            {
                if (Guid.TryParse(payload, out var other) && other == id)
                {
                    ended.TryWrite(true);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task PauseAsync(ChannelReader<bool> ended, TimeSpan length, CancellationToken ct)
    {
        using var pause = new CancellationTokenSource(length, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, ct);
        try
        {
            await ended.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to ask again.
        }
    }

    private LiveEvent Event(string type, string data) => new(LiveSequence.StoredAt(clock.GetUtcNow()), type, data);

    private sealed record View(ILiveRenderer? Renderer, int Text, int Reasoning);
}
