using System.Globalization;
using AIGenerator.Kernel.Queue;

namespace AIGenerator.Kernel.Schedules;

/// <summary>A time table whose firing puts one job into the queue.</summary>
internal abstract class Schedule(string name, string cron)
{
    public string Name => name;

    public string Cron => cron;

    public abstract void Enqueue(IQueue queue, DateTimeOffset firedFor);
}

internal sealed class Schedule<TJob>(string name, string cron, Func<DateTimeOffset, TJob> job) : Schedule(name, cron)
    where TJob : class, IJob
{
    // The time it was due names the firing: should two schedulers or a recovery fire the same one, the second is dropped.
    public override void Enqueue(IQueue queue, DateTimeOffset firedFor) =>
        queue.Enqueue(job(firedFor), uniqueKey: string.Create(CultureInfo.InvariantCulture, $"{Name} {firedFor.UtcDateTime:yyyy-MM-ddTHH:mm:ss}"));
}
