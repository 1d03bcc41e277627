using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Kernel.Events;

public sealed class OutboxTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task Each_consumer_hears_of_an_event_and_a_failing_one_holds_up_nobody()
    {
        await using var node = await database.NodeAsync(services => Listeners(services));
        var heard = node.Get<Heard>();
        var happened = new SomethingHappened(Guid.CreateVersion7(node.Clock.GetUtcNow()), "so");
        heard.DeafFor = 1;

        await node.RaiseAsync(happened);
        await node.DrainAsync();
        heard.First.ShouldBe([happened]);
        heard.Second.ShouldBeEmpty();

        node.Clock.Advance(TimeSpan.FromSeconds(3));
        await node.DrainAsync();
        heard.First.ShouldBe([happened]);
        heard.Second.ShouldBe([happened]);
    }

    [Fact]
    public async Task A_rolled_back_event_is_heard_by_nobody()
    {
        await using var node = await database.NodeAsync(services => Listeners(services));
        var happened = new SomethingHappened(Guid.CreateVersion7(node.Clock.GetUtcNow()), "not so");

        await node.InScopeAsync(async (scope, db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(node.Ct);
            await scope.GetRequiredService<IEvents>().RaiseAsync(happened, node.Ct);
            await db.SaveChangesAsync(node.Ct);
        });
        await node.DrainAsync();

        node.Get<Heard>().First.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_participant_undoes_the_whole_change()
    {
        await using var node = await database.NodeAsync(services => Listeners(services).AddEventParticipant<SomethingHappened, Refuser>());
        var mark = Guid.CreateVersion7(node.Clock.GetUtcNow());

        await Should.ThrowAsync<InvalidDataException>(() => node.InScopeAsync(async (IServiceProvider scope, AppDb db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(node.Ct);
            db.Events.Add(new EventRecord { Id = mark, Name = "test.mark", Payload = "{}", OccurredAt = node.Clock.GetUtcNow() });
            await db.SaveChangesAsync(node.Ct);
            await scope.GetRequiredService<IEvents>().RaiseAsync(new SomethingHappened(mark, "refused"), node.Ct);
            await db.SaveChangesAsync(node.Ct);
            await transaction.CommitAsync(node.Ct);
        }));

        await node.InScopeAsync(async (IServiceProvider _, AppDb db) => (await db.Events.AnyAsync(e => e.Id == mark, node.Ct)).ShouldBeFalse());
    }

    [Fact]
    public async Task A_participant_writes_in_the_same_transaction()
    {
        await using var node = await database.NodeAsync(services => services.AddEventParticipant<SomethingHappened, Companion>());
        var id = Guid.CreateVersion7(node.Clock.GetUtcNow());

        await node.RaiseAsync(new SomethingHappened(id, "accompanied"));

        await node.InScopeAsync(async (IServiceProvider _, AppDb db) =>
            (await db.Events.AnyAsync(e => e.Id == id && e.Name == "test.companion", node.Ct)).ShouldBeTrue());
    }

    private static IServiceCollection Listeners(IServiceCollection services) => services
        .AddSingleton<Heard>()
        .AddEventConsumer<SomethingHappened, FirstListener>("first")
        .AddEventConsumer<SomethingHappened, SecondListener>("second");

    internal sealed record SomethingHappened(Guid Id, string What) : IDomainEvent
    {
        public static string EventName => "test.something-happened";
    }

    internal sealed class Heard
    {
        public List<SomethingHappened> First { get; } = [];

        public List<SomethingHappened> Second { get; } = [];

        public int DeafFor { get; set; }
    }

    internal sealed class FirstListener(Heard heard) : IEventConsumer<SomethingHappened>
    {
        public Task ConsumeAsync(Guid eventId, SomethingHappened happened, CancellationToken ct)
        {
            heard.First.Add(happened);
            return Task.CompletedTask;
        }
    }

    internal sealed class SecondListener(Heard heard) : IEventConsumer<SomethingHappened>
    {
        public Task ConsumeAsync(Guid eventId, SomethingHappened happened, CancellationToken ct)
        {
            if (heard.DeafFor-- > 0)
            {
                throw new InvalidDataException("Not listening.");
            }

            heard.Second.Add(happened);
            return Task.CompletedTask;
        }
    }

    internal sealed class Refuser : IEventParticipant<SomethingHappened>
    {
        public Task TakePartAsync(SomethingHappened happened, CancellationToken ct) => throw new InvalidDataException("No.");
    }

    internal sealed class Companion(AppDb db) : IEventParticipant<SomethingHappened>
    {
        public Task TakePartAsync(SomethingHappened happened, CancellationToken ct)
        {
            db.Events.Add(new EventRecord { Id = happened.Id, Name = "test.companion", Payload = "{}", OccurredAt = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        }
    }
}
