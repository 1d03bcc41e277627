using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using FsCheck;
using FsCheck.Fluent;

namespace AIGenerator.Tests.Kernel.Queue;

public sealed class JobRunTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    private static readonly Guid Other = new("00000000-0000-7000-8000-000000000001");

    [Fact]
    public async Task A_job_that_is_done_leaves_no_row()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        await node.EnqueueAsync(note);

        await node.DrainAsync();

        node.Notes.Ran.ShouldBe([(note.Text, 1)]);
        (await node.CountAsync(note)).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_for_later_waits_for_its_time()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        await node.EnqueueAsync(note, runAt: node.Clock.GetUtcNow().AddMinutes(10));

        await node.DrainAsync();
        node.Notes.Ran.ShouldBeEmpty();

        node.Clock.Advance(TimeSpan.FromMinutes(10));
        await node.DrainAsync();
        node.Notes.Ran.ShouldBe([(note.Text, 1)]);
    }

    [Fact]
    public async Task A_more_important_job_goes_first()
    {
        await using var node = await database.NodeAsync();
        var (usual, urgent) = (Note.New(), Note.New());
        await node.EnqueueAsync(usual);
        await node.EnqueueAsync(urgent, priority: 5);

        var claimed = await node.ClaimAsync(free: 1);

        claimed.ShouldHaveSingleItem().Payload.ShouldContain(urgent.Text);
        await node.Get<JobStore>().ReleaseAsync(node.Get<JobWorker>().Owner, claimed, node.Ct);
        await node.DrainAsync();
    }

    [Fact]
    public async Task A_failing_job_rests_longer_each_time_and_then_is_dead()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        node.Notes.Meanwhile = (_, _, _) => throw new InvalidDataException("not today");
        await node.EnqueueAsync(note);

        await node.DrainAsync();
        (await node.StatesAsync(note)).ShouldBe([("Ready", 1, nameof(InvalidDataException))]);
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        (await node.DrainAsync()).ShouldBe(0);
        node.Clock.Advance(TimeSpan.FromSeconds(2));
        (await node.DrainAsync()).ShouldBe(1);
        node.Clock.Advance(TimeSpan.FromSeconds(2));
        (await node.DrainAsync()).ShouldBe(0);
        node.Clock.Advance(TimeSpan.FromSeconds(4));
        (await node.DrainAsync()).ShouldBe(1);

        (await node.StatesAsync(note)).ShouldBe([("Dead", 3, nameof(InvalidDataException))]);
        node.Clock.Advance(TimeSpan.FromDays(1));
        (await node.DrainAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Exactly_one_of_many_workers_gets_a_job()
    {
        await using var node = await database.NodeAsync();
        await using var second = await database.NodeAsync();
        var notes = Enumerable.Range(0, 40).Select(_ => Note.New()).ToList();
        await node.InScopeAsync(async (AppDb db, IQueue queue) =>
        {
            notes.ForEach(note => queue.Enqueue(note));
            await db.SaveChangesAsync(node.Ct);
        });

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? node : second).ClaimAsync(free: 5)));

        var ids = claims.SelectMany(claimed => claimed).Select(job => job.Id).ToList();
        ids.Count.ShouldBe(40);
        ids.Distinct().Count().ShouldBe(40);
        await second.Get<JobStore>().ReleaseAsync(second.Get<JobWorker>().Owner, [.. claims.SelectMany(c => c)], node.Ct);
        await node.Get<JobStore>().ReleaseAsync(node.Get<JobWorker>().Owner, [.. claims.SelectMany(c => c)], node.Ct);
        await Task.WhenAll(node.DrainAsync(), second.DrainAsync());
        node.Notes.Ran.Concat(second.Notes.Ran).Select(ran => ran.Text).Order().ShouldBe(notes.Select(note => note.Text).Order());
    }

    [Fact]
    public async Task A_lost_lease_is_taken_over_and_the_old_owner_changes_nothing()
    {
        await using var dying = await database.NodeAsync();
        await using var heir = await database.NodeAsync(clock: dying.Clock);
        var note = Note.New();
        await dying.EnqueueAsync(note, uniqueKey: note.Text);
        var lost = (await dying.ClaimAsync(free: 1)).ShouldHaveSingleItem();

        (await heir.Get<JobStore>().ReclaimAsync(heir.Ct)).ShouldBe(0);
        dying.Clock.Advance(TimeSpan.FromSeconds(31));
        (await heir.Get<JobStore>().ReclaimAsync(heir.Ct)).ShouldBe(1);
        var taken = (await heir.ClaimAsync(free: 1)).ShouldHaveSingleItem();
        taken.Attempt.ShouldBe(2);

        var (store, owner) = (dying.Get<JobStore>(), dying.Get<JobWorker>().Owner);
        (await store.CompleteAsync(owner, [lost], dying.Ct)).ShouldBeEmpty();
        (await store.FailAsync(owner, lost, "x", null, dying.Ct)).ShouldBeFalse();
        (await store.ExtendAsync(owner, [lost], [TimeSpan.FromHours(1)], dying.Ct)).ShouldBeEmpty();
        (await store.ReleaseAsync(owner, [lost], dying.Ct)).ShouldBe(0);
        (await heir.Get<JobStore>().CompleteAsync(heir.Get<JobWorker>().Owner, [taken], heir.Ct)).ShouldBe([taken.Id]);
        (await heir.StatesAsync(note)).ShouldBe([("Done", 2, "lease-lost")]);
    }

    [Fact]
    public async Task The_same_owner_with_an_earlier_attempt_is_fenced_too()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        await node.EnqueueAsync(note);
        var (store, owner) = (node.Get<JobStore>(), node.Get<JobWorker>().Owner);

        var first = (await node.ClaimAsync(free: 1)).ShouldHaveSingleItem();
        node.Clock.Advance(TimeSpan.FromSeconds(31));
        await store.ReclaimAsync(node.Ct);
        var second = (await node.ClaimAsync(free: 1)).ShouldHaveSingleItem();

        (await store.CompleteAsync(owner, [first], node.Ct)).ShouldBeEmpty();
        (await store.CompleteAsync(owner, [second], node.Ct)).ShouldBe([second.Id]);
    }

    [Fact]
    public async Task A_job_that_kills_its_worker_each_time_ends_dead()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        await node.EnqueueAsync(note);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            (await node.ClaimAsync(free: 1)).ShouldHaveSingleItem();
            node.Clock.Advance(TimeSpan.FromSeconds(31));
            await node.Get<JobStore>().ReclaimAsync(node.Ct);
        }

        (await node.StatesAsync(note)).ShouldBe([("Dead", 3, "lease-lost")]);
    }

    [Fact]
    public void Back_off_spreads_around_a_doubling_rest()
    {
        Prop.ForAll<Guid, PositiveInt>((id, attempt) =>
        {
            var rest = BackOff.After(id, attempt.Get).TotalSeconds;
            var doubled = Math.Min(2 * Math.Pow(2, Math.Min(attempt.Get - 1, 20)), 900);
            return rest >= doubled * 0.75 && rest <= doubled * 1.25 && BackOff.After(id, attempt.Get).TotalSeconds == rest;
        }).QuickCheckThrowOnFailure();
        BackOff.After(Other, 1).ShouldNotBe(BackOff.After(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), 1));
    }
}
