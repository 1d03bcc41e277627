using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Kernel.Queue;

/// <summary>What a run may finish although the worker stops or its lease is lost.</summary>
public sealed class DrainTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task A_stopping_worker_waits_for_what_must_not_be_broken_off()
    {
        var calls = new Calls();
        var node = await NodeAsync(calls, TimeSpan.FromMinutes(1));
        await EnqueueAsync(node);
        await calls.Started.Task.WaitAsync(node.Ct);

        var stopping = node.DisposeAsync().AsTask();
        await calls.Interrupted.Task.WaitAsync(node.Ct);
        stopping.IsCompleted.ShouldBeFalse();
        calls.Answer.SetResult();
        await stopping;

        calls.HasEnded.ShouldBeTrue();
        (await database.QueryAsync<long>("select count(*) from kernel.jobs where name = $1", Call.JobName)).ShouldBe(0);
    }

    [Fact]
    public async Task What_takes_longer_than_its_drain_is_given_back_uncounted()
    {
        var calls = new Calls();
        var node = await NodeAsync(calls, TimeSpan.FromMilliseconds(50));
        await EnqueueAsync(node);
        await calls.Started.Task.WaitAsync(node.Ct);

        await node.DisposeAsync();

        calls.HasEnded.ShouldBeFalse();
        (await database.QueryAsync<string>("select state || attempt from kernel.jobs where name = $1", Call.JobName)).ShouldBe("Ready0");
        await database.ExecuteAsync("delete from kernel.jobs");
    }

    [Fact]
    public async Task A_lost_lease_does_not_break_it_off()
    {
        var calls = new Calls();
        await using var node = await database.NodeAsync(services => Register(services, calls, TimeSpan.FromMinutes(1)), isRunning: true);
        await EnqueueAsync(node);
        await calls.Started.Task.WaitAsync(node.Ct);

        await database.ExecuteAsync("update kernel.jobs set owner = $1, lease_until = 'infinity' where name = $2", Guid.Empty, Call.JobName);
        while (!calls.Interrupted.Task.IsCompleted)
        {
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        calls.Answer.SetResult();
        await calls.Ended.Task.WaitAsync(node.Ct);
        calls.HasEnded.ShouldBeTrue();
        await database.ExecuteAsync("delete from kernel.jobs");
    }

    private Task<KernelNode> NodeAsync(Calls calls, TimeSpan drain) =>
        database.NodeAsync(services => Register(services, calls, drain), isRunning: true, clock: TimeProvider.System);

    private static void Register(IServiceCollection services, Calls calls, TimeSpan drain) =>
        services.AddSingleton(calls).AddJob<Call, CallHandler>(new JobOptions { Drain = drain });

    private static Task EnqueueAsync(KernelNode node) => node.InScopeAsync(async (db, queue) =>
    {
        queue.Enqueue(new Call());
        await db.SaveChangesAsync(node.Ct);
    });

    private sealed record Call : IJob
    {
        public static string JobName => "test.call";
    }

    private sealed class Calls
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Interrupted { get; } = new();

        public TaskCompletionSource Answer { get; } = new();

        public TaskCompletionSource Ended { get; } = new();

        public bool HasEnded { get; set; }
    }

    private sealed class CallHandler(Calls calls) : IJobHandler<Call>
    {
        public async Task HandleAsync(Call job, JobRun run, CancellationToken ct)
        {
            await using var told = ct.Register(() => calls.Interrupted.TrySetResult());
            calls.Started.TrySetResult();
            try
            {
                await calls.Answer.Task.WaitAsync(run.DrainOver);
                calls.HasEnded = true;
            }
            finally
            {
                calls.Ended.TrySetResult();
            }
        }
    }
}
