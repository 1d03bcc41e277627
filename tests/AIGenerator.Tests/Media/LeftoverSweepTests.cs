using AIGenerator.Media.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIGenerator.Tests.Media;

public sealed class LeftoverSweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-left-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_left_a_day_ago_goes_and_everything_else_stays()
    {
        Made("aig-print-old", TimeSpan.FromHours(25));
        Made("aig-print-young", TimeSpan.FromHours(23));
        Made("somebody-else", TimeSpan.FromDays(9));
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "aig-print-folder"));
        await File.WriteAllTextAsync(Path.Combine(inside.FullName, "page.html"), "x", Ct);
        inside.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        using var sweep = new LeftoverSweep(
            [new LeftoverPlace(_folder, "aig-print-*"), new LeftoverPlace(Path.Combine(_folder, "nowhere"), "*")], TimeProvider.System, NullLogger<LeftoverSweep>.Instance);

        await sweep.StartAsync(Ct);
        await sweep.ExecuteTask!;

        Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).ShouldBe(["aig-print-young", "somebody-else"], ignoreOrder: true);
    }

    private void Made(string name, TimeSpan age)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "x");
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
    }
}
