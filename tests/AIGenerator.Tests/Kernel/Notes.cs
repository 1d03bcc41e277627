using System.Collections.Concurrent;
using AIGenerator.Kernel.Queue;

namespace AIGenerator.Tests.Kernel;

/// <summary>A job that leaves its text in <see cref="Notes"/>.</summary>
internal sealed record Note(string Text) : IJob
{
    public static string JobName => "test.note";

    public static Note New() => new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
}

/// <summary>What ran, and what a test wants to happen meanwhile.</summary>
internal sealed class Notes
{
    public ConcurrentQueue<(string Text, int Attempt)> Ran { get; } = new();

    public Func<Note, JobRun, CancellationToken, Task> Meanwhile { get; set; } = (_, _, _) => Task.CompletedTask;
}

internal sealed class NoteHandler(Notes notes) : IJobHandler<Note>
{
    public async Task HandleAsync(Note job, JobRun run, CancellationToken ct)
    {
        notes.Ran.Enqueue((job.Text, run.Attempt));
        await notes.Meanwhile(job, run, ct);
    }
}
