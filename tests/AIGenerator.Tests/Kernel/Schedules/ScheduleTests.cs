using AIGenerator.Kernel.Schedules;

namespace AIGenerator.Tests.Kernel.Schedules;

public sealed class ScheduleTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task Two_schedulers_fire_each_time_once()
    {
        await using var first = await database.NodeAsync(services => services.AddSchedule("test.second", "* * * * * ?", At), isRunning: true, clock: TimeProvider.System);
        await using var second = await database.NodeAsync(services => services.AddSchedule("test.second", "* * * * * ?", At), isRunning: true, clock: TimeProvider.System);
        using var thrice = new CountdownEvent(3);
        first.Notes.Meanwhile = second.Notes.Meanwhile = (_, _, _) =>
        {
            if (!thrice.IsSet)
            {
                thrice.Signal();
            }

            return Task.CompletedTask;
        };

        (await Task.Run(() => thrice.Wait(TimeSpan.FromSeconds(60), first.Ct), first.Ct)).ShouldBeTrue();

        var fired = first.Notes.Ran.Concat(second.Notes.Ran).Select(ran => ran.Text).ToList();
        fired.Distinct().Count().ShouldBe(fired.Count);
    }

    [Fact]
    public void A_wrong_expression_is_refused_at_once() =>
        Should.Throw<FormatException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddSchedule("test.wrong", "every day", At));

    private static Note At(DateTimeOffset due) => new($"{due:O}");
}
