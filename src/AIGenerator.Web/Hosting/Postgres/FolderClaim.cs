using System.Globalization;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>Keeps a second host off a folder. The lock belongs to the process, so even a killed one leaves nothing to clean up.</summary>
internal sealed class FolderClaim : IDisposable
{
    private readonly FileStream _lock;

    private FolderClaim(FileStream held) => _lock = held;

    /// <summary>Creates the folder (closed to other users) and claims it.</summary>
    /// <exception cref="StartRefusedException">Another running host has it, or it cannot be written.</exception>
    public static FolderClaim Take(string folder)
    {
        var owner = Path.Combine(folder, "host.pid");
        try
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"DATA_DIR: '{folder}' cannot be created or written: {problem.Message}");
        }

        try
        {
            var held = new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderClaim(held);
        }
        catch (IOException)
        {
            var process = File.Exists(owner) ? File.ReadAllText(owner) : "unknown";
            throw new StartRefusedException(
                $"DATA_DIR: '{folder}' is in use by another running AI Generator (process {process}). Stop that one, or give this one a DATA_DIR of its own.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
