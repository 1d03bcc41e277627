namespace AIGenerator.Tests.Kernel.Queue;

public sealed class RunAgainTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task A_job_that_is_not_over_runs_again_at_its_time_and_keeps_its_attempts()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        var looks = 0;
        node.Notes.Meanwhile = (_, run, _) =>
        {
            if (++looks <= 20)
            {
                run.RunAgain(node.Clock.GetUtcNow().AddSeconds(5));
            }

            return Task.CompletedTask;
        };
        await node.EnqueueAsync(note);

        for (var second = 0; second < 20; second++)
        {
            (await node.DrainAsync()).ShouldBe(1, "three attempts are the limit, and none of these failed");
            (await node.DrainAsync()).ShouldBe(0);
            node.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await node.DrainAsync();
        looks.ShouldBe(21);
        (await node.CountAsync(note)).ShouldBe(0);
    }

    [Fact]
    public async Task What_fails_among_looks_rests_as_long_as_any_other_and_is_dead_after_as_many_failures()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        var looks = 0;
        node.Notes.Meanwhile = (_, run, _) =>
        {
            if (++looks % 2 == 0)
            {
                throw new InvalidDataException("not today");
            }

            run.RunAgain(node.Clock.GetUtcNow());
            return Task.CompletedTask;
        };
        await node.EnqueueAsync(note);

        await node.DrainAsync();
        looks.ShouldBe(2);
        node.Clock.Advance(TimeSpan.FromSeconds(3));
        await node.DrainAsync();
        looks.ShouldBe(4);
        node.Clock.Advance(TimeSpan.FromSeconds(5));
        await node.DrainAsync();

        looks.ShouldBe(6);
        (await node.StatesAsync(note)).ShouldBe([("Dead", 6, nameof(InvalidDataException))]);
    }

    [Fact]
    public async Task A_waiting_job_is_woken_and_runs_now()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        await node.EnqueueAsync(note, runAt: node.Clock.GetUtcNow().AddHours(1), uniqueKey: note.Text);

        await node.InScopeAsync(async (_, queue) =>
        {
            await queue.WakeAsync<Note>("of another", node.Ct);
            await queue.WakeAsync<Note>(note.Text, node.Ct);
            await queue.WakeAsync<Note>(note.Text, node.Ct);
        });
        await node.DrainAsync();

        node.Notes.Ran.ShouldBe([(note.Text, 1)]);
    }

    [Fact]
    public async Task A_dead_job_is_woken_and_has_all_its_attempts_again()
    {
        await using var node = await database.NodeAsync();
        var note = Note.New();
        node.Notes.Meanwhile = (_, run, _) => run.Attempt <= 5 ? throw new InvalidDataException("not today") : Task.CompletedTask;
        await node.EnqueueAsync(note, uniqueKey: note.Text);
        await DieAsync(node);
        (await node.StatesAsync(note)).ShouldBe([("Dead", 3, nameof(InvalidDataException))]);

        await node.InScopeAsync(async (_, queue) => await queue.WakeAsync<Note>(note.Text, node.Ct));
        await DieAsync(node);

        node.Notes.Ran.Select(ran => ran.Attempt).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await node.StatesAsync(note)).Single().State.ShouldBe("Done");
    }

    private static async Task DieAsync(KernelNode node)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await node.DrainAsync();
            node.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
