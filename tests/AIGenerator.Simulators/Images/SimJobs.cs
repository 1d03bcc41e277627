using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>Jobs of a vendor that is asked about them. Each question takes a job one step further, so that no test waits.</summary>
internal sealed class SimJobs
{
    private readonly ConcurrentDictionary<string, SimJob> _jobs = new(StringComparer.Ordinal);
    private int _last;

    public SimJob Add(SimPlan plan, string model, JsonElement input, Func<string, string>? idOf = null)
    {
        var number = Interlocked.Increment(ref _last).ToString("D4", CultureInfo.InvariantCulture);
        var job = new SimJob(idOf?.Invoke(number) ?? "job" + number, model, plan, input.Clone());
        return _jobs[job.Id] = job;
    }

    public SimJob? Find(string id) => _jobs.GetValueOrDefault(id);
}

/// <summary>How far a job is.</summary>
internal enum SimStage
{
    Waiting,
    Working,
    Done,
    Stopped,
}

/// <summary>One job.</summary>
internal sealed class SimJob(string id, string model, SimPlan plan, JsonElement input)
{
    private int _asked;
    private bool _isStopped;
    private int _faults;

    public string Id => id;

    public string Model => model;

    public SimPlan Plan => plan;

    public JsonElement Input => input;

    public byte[][] Files { get; set; } = [];

    public int Asked => _asked;

    public SimStage Stage => _isStopped ? SimStage.Stopped : _asked > plan.Asks || plan.Asks == 0 ? SimStage.Done : _asked > 1 ? SimStage.Working : SimStage.Waiting;

    /// <summary>One step further.</summary>
    public void Ask() => Interlocked.Increment(ref _asked);

    /// <summary>Stops it; false where it was over already.</summary>
    public bool Stop()
    {
        if (Stage is SimStage.Done or SimStage.Stopped)
        {
            return false;
        }

        return _isStopped = true;
    }

    /// <summary>The fault of the first question alone (<c>ask-502</c>); null afterwards and without one.</summary>
    public SimPlan? TakeFault() =>
        plan.Wire?.FirstOrDefault(word => word.StartsWith("ask-", StringComparison.Ordinal)) is { } word && Interlocked.Increment(ref _faults) == 1
            ? new SimPlan(word["ask-".Length..])
            : null;
}
