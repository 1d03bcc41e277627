using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;

namespace AIGenerator.Tests.Kernel.Live;

public sealed class NodeBusTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task News_are_heard_on_every_node_after_the_commit_and_never_before()
    {
        await using var sender = await database.NodeAsync(isRunning: true);
        await using var watcher = await database.NodeAsync(isRunning: true);
        await using var news = watcher.Get<INodeBus>().ListenAsync("weather", watcher.Ct).GetAsyncEnumerator(watcher.Ct);
        var bus = sender.Get<INodeBus>();

        await sender.InScopeAsync(async (IServiceProvider _, AppDb db) =>
        {
            await using (await db.Database.BeginTransactionAsync(sender.Ct))
            {
                await bus.NotifyAsync(db, "weather", "rolled back", sender.Ct);
            }

            await using var transaction = await db.Database.BeginTransactionAsync(sender.Ct);
            await bus.NotifyAsync(db, "weather", "committed", sender.Ct);
            await sender.InScopeAsync(async (IServiceProvider _, AppDb other) => await bus.NotifyAsync(other, "weather", "meanwhile", sender.Ct));
            await transaction.CommitAsync(sender.Ct);
        });

        await news.MoveNextAsync();
        news.Current.ShouldBe("meanwhile");
        await news.MoveNextAsync();
        news.Current.ShouldBe("committed");
    }

    [Fact]
    public async Task A_slow_listener_loses_the_oldest()
    {
        await using var node = await database.NodeAsync(isRunning: true);
        var bus = node.Get<INodeBus>();
        await using var slow = bus.ListenAsync("flood", node.Ct).GetAsyncEnumerator(node.Ct);
        await using var quick = bus.ListenAsync("end", node.Ct).GetAsyncEnumerator(node.Ct);

        await node.InScopeAsync(async (IServiceProvider _, AppDb db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(node.Ct);
            for (var i = 0; i < 300; i++)
            {
                await bus.NotifyAsync(db, "flood", $"{i}", node.Ct);
            }

            await bus.NotifyAsync(db, "end", "", node.Ct);
            await transaction.CommitAsync(node.Ct);
        });
        await quick.MoveNextAsync();

        await slow.MoveNextAsync();
        slow.Current.ShouldBe("44");
    }

    [Fact]
    public async Task A_broken_connection_is_made_again()
    {
        await using var node = await database.NodeAsync(isRunning: true, clock: TimeProvider.System);
        var bus = node.Get<INodeBus>();
        await using var news = bus.ListenAsync("after", node.Ct).GetAsyncEnumerator(node.Ct);

        await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen aigenerator' and datname = current_database()");

        var heard = news.MoveNextAsync().AsTask();
        while (!heard.IsCompleted)
        {
            await node.InScopeAsync(async (IServiceProvider _, AppDb db) => await bus.NotifyAsync(db, "after", "back", node.Ct));
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, node.Ct));
        }

        (await heard).ShouldBeTrue();
    }

    [Fact]
    public async Task News_longer_than_the_database_takes_are_refused()
    {
        await using var node = await database.NodeAsync();

        await node.InScopeAsync(async (IServiceProvider _, AppDb db) =>
            await Should.ThrowAsync<ArgumentException>(() => node.Get<INodeBus>().NotifyAsync(db, "long", new string('ї', 4000), node.Ct)));
    }
}
