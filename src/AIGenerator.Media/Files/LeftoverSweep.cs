using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Media.Files;

/// <summary>Where a process that was killed leaves files or folders behind.</summary>
/// <param name="Folder">The folder they stand in.</param>
/// <param name="Pattern">Their names, with <c>*</c>.</param>
public sealed record LeftoverPlace(string Folder, string Pattern);

/// <summary>Removes at the start what nobody can be using any more: what was last written a day ago. Other nodes of the machine are at work.</summary>
internal sealed partial class LeftoverSweep(IEnumerable<LeftoverPlace> places, TimeProvider clock, ILogger<LeftoverSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            foreach (var place in places.Where(place => Directory.Exists(place.Folder)))
            {
                Sweep(new DirectoryInfo(place.Folder), place.Pattern, stoppingToken);
            }
        },
        stoppingToken);

    private void Sweep(DirectoryInfo folder, string pattern, CancellationToken ct)
    {
        var before = (clock.GetUtcNow() - Age).UtcDateTime;
        foreach (var entry in folder.EnumerateFileSystemInfos(pattern).Where(entry => entry.LastWriteTimeUtc < before).TakeWhile(_ => !ct.IsCancellationRequested))
        {
            try
            {
                Remove(entry);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogLeft(problem);
            }
        }
    }

    private static void Remove(FileSystemInfo entry)
    {
        // A link goes, not what it leads to.
        if (entry is DirectoryInfo { LinkTarget: null } folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
    }

    [LoggerMessage(LogLevel.Information, "Something that an ended process left behind could not be removed")]
    private partial void LogLeft(Exception problem);
}
