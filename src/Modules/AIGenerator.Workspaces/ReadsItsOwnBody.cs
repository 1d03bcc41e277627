namespace AIGenerator.Workspaces;

/// <summary>Metadata of an endpoint that reads a large body as it arrives: nobody before it looks for a form's field, the header names the workspace.</summary>
public sealed class ReadsItsOwnBody
{
    /// <summary>The one mark.</summary>
    public static readonly ReadsItsOwnBody Mark = new();

    private ReadsItsOwnBody()
    {
    }
}
