using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;

namespace AIGenerator.Tests.Kernel.Queue;

/// <summary>The hosted loop on real time.</summary>
public sealed class WorkerTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task Two_workers_do_a_crowd_of_jobs_once_each()
    {
        const int Crowd = 2000;
        var done = new CountdownEvent(Crowd);
        await using var first = await database.NodeAsync(isRunning: true, clock: TimeProvider.System);
        await using var second = await database.NodeAsync(isRunning: true, clock: TimeProvider.System);
        first.Notes.Meanwhile = second.Notes.Meanwhile = (_, _, _) =>
        {
            done.Signal();
            return Task.CompletedTask;
        };
        var notes = Enumerable.Range(0, Crowd).Select(_ => Note.New()).ToList();

        await first.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            notes.ForEach(note => queue.Enqueue(note));
            await db.SaveChangesAsync(first.Ct);
        });

        await Task.Run(() => done.Wait(TimeSpan.FromMinutes(10), first.Ct), first.Ct);
        first.Notes.Ran.Concat(second.Notes.Ran).Select(ran => ran.Text).Order().ShouldBe(notes.Select(note => note.Text).Order());
        first.Notes.Ran.ShouldNotBeEmpty();
        second.Notes.Ran.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_stopping_worker_interrupts_its_job_and_gives_it_back_uncounted()
    {
        var note = Note.New();
        var started = new TaskCompletionSource();
        var node = await database.NodeAsync(isRunning: true, clock: TimeProvider.System);
        node.Notes.Meanwhile = async (_, _, ct) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        };
        await node.EnqueueAsync(note);
        await started.Task.WaitAsync(node.Ct);

        await node.DisposeAsync();

        await using var reader = await database.NodeAsync();
        (await reader.StatesAsync(note)).ShouldBe([("Ready", 0, null)]);
        await database.ExecuteAsync("delete from kernel.jobs");
    }

    [Fact]
    public async Task A_job_whose_lease_was_lost_is_interrupted()
    {
        var note = Note.New();
        var started = new TaskCompletionSource();
        var interrupted = new TaskCompletionSource();
        await using var node = await database.NodeAsync(isRunning: true);
        node.Notes.Meanwhile = async (_, run, ct) =>
        {
            if (run.Attempt > 1)
            {
                return;
            }

            started.TrySetResult();
            await using var end = ct.Register(interrupted.SetResult);
            await interrupted.Task;
            ct.ThrowIfCancellationRequested();
        };
        await node.EnqueueAsync(note);
        await started.Task.WaitAsync(node.Ct);

        await database.ExecuteAsync("update kernel.jobs set owner = $1 where payload ->> 'text' = $2", Guid.Empty, note.Text);
        while (!interrupted.Task.IsCompleted)
        {
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await interrupted.Task;

        // Its lease runs out one day, and another test's worker would find it.
        await database.ExecuteAsync("delete from kernel.jobs");
    }
}
