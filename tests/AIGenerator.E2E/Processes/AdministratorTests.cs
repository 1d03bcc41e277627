using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

public sealed class AdministratorTests
{
    [Fact]
    public async Task Whoever_opens_the_printed_link_sees_the_overview()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await using var host = await ChildServer.StartProductAsync(ChildServer.NewDataFolder(), patience.Token);
        using var person = await HttpPerson.RegisterAsync(host.Address, patience.Token);

        await Administrator.ClaimAsync(host, person, patience.Token);

        (await person.GetAsync("/en/admin", patience.Token)).ShouldContain("Background work");
    }
}
