namespace AIGenerator.Kernel.Queue;

/// <summary>The channel on the node bus that says "a job of this name is ready".</summary>
internal static class JobNews
{
    public const string Channel = "jobs";
}
