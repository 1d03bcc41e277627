using AIGenerator.Kernel.Identity;

namespace AIGenerator.Generation;

/// <summary>Generations of any kind.</summary>
public interface IGenerations
{
    /// <summary>Asks for a stop, wherever it runs; what was delivered stays and is paid. False where it is already final or not this workspace's.</summary>
    Task<bool> StopAsync(Guid generation, WorkspaceId workspace, CancellationToken ct);
}

internal sealed class AnyGenerations(ITextGenerations texts, IImageGenerations images) : IGenerations
{
    // A stop of texts asks every row there is, so media are asked first.
    public async Task<bool> StopAsync(Guid generation, WorkspaceId workspace, CancellationToken ct) =>
        await images.CancelAsync(generation, workspace, ct) || await texts.StopAsync(generation, workspace, ct);
}
