using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

/// <summary>The host's own database when the host does not get to say goodbye.</summary>
public sealed class EmbeddedDatabaseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task A_killed_host_leaves_no_database_behind_and_loses_nothing()
    {
        using var patience = new CancellationTokenSource(Patience);
        var data = ChildServer.NewDataFolder();
        await using var host = await ChildServer.StartProductAsync(data, patience.Token);
        var secret = await File.ReadAllTextAsync(Path.Combine(data, "keys", "auth-secret"), patience.Token);
        using var person = await HttpPerson.RegisterAsync(host.Address, patience.Token);

        await host.KillAsync();
        await UntilNoDatabaseAsync(data, patience.Token);

        await using var again = await ChildServer.StartProductAsync(data, patience.Token);
        person.MovesTo(again.Address);
        (await person.GetAsync("/en/settings", patience.Token)).ShouldContain("@example.com");
        (await File.ReadAllTextAsync(Path.Combine(data, "keys", "auth-secret"), patience.Token)).ShouldBe(secret);
    }

    [Fact]
    public async Task Ctrl_C_stops_everything_within_seconds()
    {
        using var patience = new CancellationTokenSource(Patience);
        var data = ChildServer.NewDataFolder();
        await using var host = await ChildServer.StartProductAsync(data, patience.Token);
        using var quick = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        quick.CancelAfter(TimeSpan.FromSeconds(30));

        await host.InterruptAsync(quick.Token);

        Servers(data).ShouldBeEmpty();
    }

    // A server's working folder is its data folder.
    private static List<string> Servers(string data) =>
    [
        .. from process in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(process), out _)
           let folder = WorkingFolder(process)
           where folder?.StartsWith(data, StringComparison.Ordinal) == true
           select process,
    ];

    private static string? WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task UntilNoDatabaseAsync(string data, CancellationToken ct)
    {
        while (Servers(data).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }
}
