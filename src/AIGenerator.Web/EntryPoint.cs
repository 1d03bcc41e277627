namespace AIGenerator.Web;

/// <summary>Marks this assembly as the host, for tests that run it in process (<c>Program</c> is the name of several programs' classes).</summary>
public sealed class EntryPoint
{
    private EntryPoint()
    {
    }
}
