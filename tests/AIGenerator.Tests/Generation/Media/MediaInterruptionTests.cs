using AIGenerator.Generation;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Generation.Media;

/// <summary>What happens to us while a vendor is drawing: it is paid for, so its answer must count.</summary>
public sealed class MediaInterruptionTests(MediaServices services) : IClassFixture<MediaServices>, IAsyncLifetime
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        services.First.Reset();
        services.First.OnSubmit = async (order, ct) =>
        {
            _asked.SetResult();
            await _answer.Task.WaitAsync(ct);
            return ScriptedVendor.Pictures(order.Count);
        };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => (await services.ImbalancesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task A_node_that_is_told_to_stop_waits_for_the_answer()
    {
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        using var worker = await WorkerAsync();
        await _asked.Task.WaitAsync(Ct);

        var stopping = worker.StopAsync(CancellationToken.None);
        for (var second = 0; second < 20; second++)
        {
            services.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        stopping.IsCompleted.ShouldBeFalse();
        _answer.SetResult();
        await stopping;

        (await services.ViewAsync(id, workspace)).Stage.ShouldBe("storing", "the files are for the next node");
        await services.DriveToEndAsync(id, workspace);
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Submitted.Count.ShouldBe(1);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000 - 400), Credits.Zero));
    }

    [Fact]
    public async Task Whoever_finds_the_order_half_handed_over_hears_that_somebody_waits_for_the_answer()
    {
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        using var worker = await WorkerAsync();
        await _asked.Task.WaitAsync(Ct);

        // As after an outage of the database that was longer than the lease.
        await services.ExecuteAsync("update kernel.jobs set state = 'Ready', owner = null, lease_until = null where unique_key = $1", id.ToString());
        await services.DriveAsync();
        (await IsDoubtedAsync(id)).ShouldBeTrue();
        services.Clock.Advance(TimeSpan.FromSeconds(5));
        while (await IsDoubtedAsync(id))
        {
            await Task.Yield();
        }

        services.Clock.Advance(TimeSpan.FromSeconds(10));
        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).Stage.ShouldBe("submitting");
        _answer.SetResult();
        while (await StageAsync(id) == "Submitting")
        {
            await Task.Yield();
        }

        await worker.StopAsync(CancellationToken.None);
        await services.DriveToEndAsync(id, workspace);
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_the_database_does_not_take_just_now_is_written_later()
    {
        await services.ExecuteAsync(
            """
            create sequence generation.refused;
            create function generation.refuse() returns trigger language plpgsql as
                $$ begin perform nextval('generation.refused'); raise exception 'away' using errcode = '40001'; end $$;
            create trigger away before update on generation.media for each row when (new.stage = 'Storing') execute function generation.refuse();
            """);
        _answer.SetResult();
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        using var worker = await WorkerAsync();
        while (!await services.QueryAsync<bool>("select is_called from generation.refused"))
        {
            await Task.Yield();
        }

        await services.ExecuteAsync("drop trigger away on generation.media; drop function generation.refuse(); drop sequence generation.refused");
        while (await StageAsync(id) == "Submitting")
        {
            services.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await worker.StopAsync(CancellationToken.None);
        await services.DriveToEndAsync(id, workspace);
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Submitted.Count.ShouldBe(1);
    }

    private async Task<JobWorker> WorkerAsync()
    {
        var worker = ActivatorUtilities.CreateInstance<JobWorker>(services.Provider);
        await worker.StartAsync(Ct);
        return worker;
    }

    private Task<string?> StageAsync(Guid id) => services.QueryAsync<string>("select stage from generation.media where id = $1", id);

    private Task<bool> IsDoubtedAsync(Guid id) => services.QueryAsync<bool>("select doubted_at is not null from generation.media where id = $1", id);
}
