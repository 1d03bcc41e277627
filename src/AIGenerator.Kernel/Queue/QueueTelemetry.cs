using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AIGenerator.Kernel.Queue;

/// <summary>Traces and metrics of the queue under the name <c>AIGenerator.Queue</c>.</summary>
internal static class QueueTelemetry
{
    private const string Name = "AIGenerator.Queue";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("aigenerator.jobs.duration", "s", "How long one run of a job took");

    public static Activity? Start(ClaimedJob job) =>
        Source.StartActivity(job.Name, ActivityKind.Consumer)?.SetTag("job.id", job.Id).SetTag("job.attempt", job.Attempt);

    public static void Ran(string job, string outcome, TimeSpan took) =>
        Duration.Record(took.TotalSeconds, new("job.name", job), new KeyValuePair<string, object?>("job.outcome", outcome));
}
