using System.Diagnostics;
using System.Globalization;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary><c>postmaster.pid</c>: which server runs on a data folder.</summary>
internal sealed class PostmasterFile(string dataFolder)
{
    private string FilePath => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>The running server's process id, or null when none runs on this folder (whatever the file says).</summary>
    public int? RunningServer()
    {
        if (!int.TryParse(FirstLine(), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && StandsOnFolder(id) ? id : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes what a killed server left. Process ids are reused after a restart of the machine or container, and PostgreSQL would
    /// take the stranger for its own predecessor and refuse to start.
    /// </summary>
    public void RemoveStale()
    {
        if (File.Exists(FilePath))
        {
            File.Delete(FilePath);
        }
    }

    // A server that is just ending takes its file away between any two looks at it.
    private string? FirstLine()
    {
        try
        {
            return File.ReadLines(FilePath).FirstOrDefault();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // A server's working folder is its data folder; where the system does not tell, the name of the program must do.
    private bool StandsOnFolder(int id)
    {
        var link = new FileInfo($"/proc/{id}/cwd");
        return !OperatingSystem.IsLinux() || link.LinkTarget is not { } folder || Path.GetFullPath(folder) == Path.GetFullPath(dataFolder);
    }
}
