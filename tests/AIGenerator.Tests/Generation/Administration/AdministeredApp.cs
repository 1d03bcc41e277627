using AIGenerator.Accounts;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Studio;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Generation.Administration;

/// <summary>An installation with its administrator.</summary>
public sealed class AdministeredApp(TestPostgres server) : AccountsApp(server)
{
    private HttpClient? _administrator;

    public async Task<HttpClient> AdministratorAsync()
    {
        if (_administrator is null)
        {
            var browser = await this.PersonAsync();
            await GreetedAsync();
            await using var scope = Scope();
            var claim = await scope.ServiceProvider.GetRequiredService<IAdministratorClaim>().CreateLinkPathAsync(TestContext.Current.CancellationToken);
            using var claimed = await browser.SubmitAsync("/en" + claim, Values());
            _administrator = browser;
        }

        return _administrator;
    }
}
