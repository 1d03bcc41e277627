using System.Collections.Concurrent;
using AIGenerator.Providers.Media;

namespace AIGenerator.Tests.Generation.Media;

/// <summary>A vendor of pictures whose every answer a test writes. It remembers what it was asked, so that work done twice is seen.</summary>
internal sealed class ScriptedVendor(string id) : IMediaProvider
{
    public string Id => id;

    public bool IsConfigured => true;

    public MediaTraits Traits { get; set; } = new();

    public Uri? Home { get; set; }

    public Func<ImageOrder, CancellationToken, Task<MediaReport>> OnSubmit { get; set; } = (order, _) => Task.FromResult<MediaReport>(Pictures(order.Count));

    public Func<VendorJob, MediaReport> OnAsk { get; set; } = _ => Pictures(1);

    public Func<MediaOrder, VendorJob?> OnFind { get; set; } = _ => null;

    public Action<VendorJob> OnCancel { get; set; } = _ => { };

    public ConcurrentQueue<MediaOrder> Submitted { get; } = new();

    public ConcurrentQueue<VendorJob> Asked { get; } = new();

    public ConcurrentQueue<VendorJob> Canceled { get; } = new();

    public static MediaDone Pictures(int count, int withheld = 0, decimal? costUsd = null) =>
        new([.. Enumerable.Range(0, count).Select(at => new MediaOutput(PngWriter.Write(4, 4, 3, [.. Enumerable.Repeat((byte)(at * 30), 48)]), Seed: at))], withheld, costUsd);

    /// <summary>As before any test.</summary>
    public void Reset()
    {
        Traits = new MediaTraits();
        Home = null;
        OnSubmit = (order, _) => Task.FromResult<MediaReport>(Pictures(order.Count));
        OnAsk = _ => Pictures(1);
        OnFind = _ => null;
        OnCancel = _ => { };
        Submitted.Clear();
        Asked.Clear();
        Canceled.Clear();
    }

    public async Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct)
    {
        Submitted.Enqueue(order);
        return await OnSubmit((ImageOrder)order, ct);
    }

    public Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct)
    {
        Asked.Enqueue(job);
        return Task.FromResult(OnAsk(job));
    }

    public Task CancelAsync(VendorJob job, CancellationToken ct)
    {
        Canceled.Enqueue(job);
        OnCancel(job);
        return Task.CompletedTask;
    }

    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => Task.FromResult(OnFind(order));
}
