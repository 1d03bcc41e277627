using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Tests.Kernel.Queue;

public sealed class EnqueueTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task A_job_is_invisible_before_the_commit_and_there_after_it()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();

        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(node.Ct);
            queue.Enqueue(note);
            await db.SaveChangesAsync(node.Ct);
            (await node.CountAsync(note)).ShouldBe(0);
            await transaction.CommitAsync(node.Ct);
        });

        (await node.CountAsync(note)).ShouldBe(1);
    }

    [Fact]
    public async Task A_rollback_takes_the_job_with_it()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();

        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(node.Ct);
            queue.Enqueue(note);
            await db.SaveChangesAsync(node.Ct);
        });

        (await node.CountAsync(note)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cleared_context_forgets_its_jobs()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();

        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            queue.Enqueue(note);
            db.ChangeTracker.Clear();
            await db.SaveChangesAsync(node.Ct);
        });

        (await node.CountAsync(note)).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_save_writes_neither_the_change_nor_the_job()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        var id = Guid.CreateVersion7(node.Clock.GetUtcNow());

        await node.InScopeAsync((AppDb db, IQueue queue) => SaveEventAsync(db, id, node));
        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            queue.Enqueue(note);
            await Should.ThrowAsync<DbUpdateException>(() => SaveEventAsync(db, id, node));
        });

        (await node.CountAsync(note)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_job_with_the_same_key_is_dropped_and_the_save_goes_on()
    {
        await using var node = await database.NodeAsync();
        var (first, second) = (Note.New(), Note.New());
        var id = Guid.CreateVersion7(node.Clock.GetUtcNow());

        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            queue.Enqueue(first, uniqueKey: first.Text);
            await db.SaveChangesAsync(node.Ct);
        });
        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            queue.Enqueue(second, uniqueKey: first.Text);
            await SaveEventAsync(db, id, node);
        });

        (await node.CountAsync(second)).ShouldBe(0);
        await node.InScopeAsync(async (AppDb db, IQueue queue) => (await db.Events.CountAsync(e => e.Id == id, node.Ct)).ShouldBe(1));
    }

    [Fact]
    public async Task A_finished_job_refuses_its_key_until_it_is_swept()
    {
        await using var node = await database.NodeAsync();
        var (first, second, third) = (Note.New(), Note.New(), Note.New());

        await node.EnqueueAsync(first, uniqueKey: first.Text);
        await node.DrainAsync();
        await node.EnqueueAsync(second, uniqueKey: first.Text);
        (await node.CountAsync(second)).ShouldBe(0);

        node.Clock.Advance(TimeSpan.FromDays(2));
        await node.Get<JobStore>().SweepAsync(node.Clock.GetUtcNow(), node.Clock.GetUtcNow(), node.Ct);
        await node.EnqueueAsync(third, uniqueKey: first.Text);
        (await node.CountAsync(third)).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_without_a_handler_is_refused_at_once()
    {
        await using var node = await database.NodeAsync();

        await node.InScopeAsync((AppDb db, IQueue queue) =>
        {
            Should.Throw<InvalidOperationException>(() => queue.Enqueue(new Homeless()));
            return Task.CompletedTask;
        });
    }

    private static Task<int> SaveEventAsync(AppDb db, Guid id, KernelNode node)
    {
        db.Events.Add(new() { Id = id, Name = "test.saved", Payload = "{}", OccurredAt = node.Clock.GetUtcNow() });
        return db.SaveChangesAsync(node.Ct);
    }

    private sealed record Homeless : IJob
    {
        public static string JobName => "test.homeless";
    }
}
