using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Queue;

/// <summary>One sort of job that this build can run.</summary>
internal abstract class JobKind(string name, JobOptions options)
{
    public string Name { get; } = name.Length <= JobConfiguration.NameLength
        ? name
        : throw new ArgumentException($"The job name '{name}' is longer than {JobConfiguration.NameLength} characters.", nameof(name));

    public JobOptions Options { get; } = options;

    public abstract Task RunAsync(IServiceProvider scope, string payload, JobRun run, CancellationToken ct);
}

internal sealed class JobKind<TJob, THandler>(JobOptions options) : JobKind(TJob.JobName, options)
    where TJob : class, IJob
    where THandler : class, IJobHandler<TJob>
{
    public override Task RunAsync(IServiceProvider scope, string payload, JobRun run, CancellationToken ct)
    {
        var job = JsonSerializer.Deserialize<TJob>(payload, JobJson.Options)
            ?? throw new JsonException($"The payload of job {Name} {run.Id} is null.");
        return scope.GetRequiredService<THandler>().HandleAsync(job, run, ct);
    }
}

/// <summary>All sorts of jobs by name.</summary>
internal sealed class JobKinds(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> _byName = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<JobKind> All => _byName.Values;

    public JobKind this[string name] => _byName.TryGetValue(name, out var kind)
        ? kind
        : throw new InvalidOperationException($"No handler is registered for the job '{name}'. Call services.AddJob in its module.");
}

internal static class JobJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };
}
