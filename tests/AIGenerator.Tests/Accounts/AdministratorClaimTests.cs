using AIGenerator.Accounts;
using AIGenerator.Accounts.Administration;
using AIGenerator.Kernel.Results;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Accounts;

/// <summary>A database of its own for each test: an installation has its first administrator once.</summary>
public sealed class AdministratorClaimTests(TestPostgres server) : IAsyncLifetime
{
    private readonly AccountServices _services = new(server);

    public ValueTask InitializeAsync() => _services.InitializeAsync();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task The_link_makes_one_administrator_and_then_no_more()
    {
        var (first, second) = (await PersonAsync(), await PersonAsync());
        var token = await TokenAsync();

        var claimed = await ClaimAsync(first, token);
        var again = await ClaimAsync(second, token);

        claimed.ShouldBeNull();
        again!.Code.ShouldBe("accounts.link-invalid");
        (await first.WhoAmIAsync()).IsAdministrator.ShouldBeTrue();
        (await second.WhoAmIAsync()).IsAdministrator.ShouldBeFalse();
        (await LinkAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_start_makes_earlier_links_useless()
    {
        var person = await PersonAsync();
        var old = await TokenAsync();
        var fresh = await TokenAsync();

        (await ClaimAsync(person, old)).ShouldNotBeNull();
        (await ClaimAsync(person, fresh)).ShouldBeNull();
    }

    [Fact]
    public async Task The_link_is_too_old_after_a_day()
    {
        var person = await PersonAsync();
        var token = await TokenAsync();

        _services.Clock.Advance(TimeSpan.FromHours(25));

        (await ClaimAsync(person, token))!.Code.ShouldBe("accounts.link-invalid");
        (await person.WhoAmIAsync()).IsAdministrator.ShouldBeFalse();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<Error?> ClaimAsync(FakeBrowser browser, string token) =>
        browser.TryAsync<AdministratorClaim>(claim => claim.ClaimAsync(token, Ct));

    private async Task<FakeBrowser> PersonAsync()
    {
        var browser = _services.NewBrowser();
        (await browser.RegisterAsync(AccountServices.NewEmail())).ShouldBeNull();
        return browser;
    }

    private Task<string?> LinkAsync() => _services.InScopeAsync<IAdministratorClaim, string?>(claim => claim.CreateLinkPathAsync(Ct));

    private async Task<string> TokenAsync() => (await LinkAsync())!.Split("token=")[1];
}
