using System.Net;
using System.Security.Cryptography;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Providers.Media;
using AIGenerator.Web.Hosting.Requests;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Web;

/// <summary>The whole host as one of several nodes on a database.</summary>
internal sealed class Node(TestPostgres server, string database, string secret) : TestApp(server)
{
    public HeardLog Log { get; } = new();

    public IDataProtector VisitorCookies => Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("AIGenerator.Workspaces.Visitor");

    public bool WarnsOfTheSecret => Log.Lines.Any(line => line.StartsWith("AUTH_SECRET differs", StringComparison.Ordinal));

    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("DATABASE_URL", database), new("AUTH_SECRET", secret)];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.AddProvider(Log));
    }
}

/// <summary>What one node signs the others read, because the keys are in the database and <c>AUTH_SECRET</c> opens them. Each test has a database of its own.</summary>
public sealed class SharedKeysTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Another = "another-secret-another-secret-another";

    private readonly TestPostgres _server;
    private readonly TestDatabase _database;

    public SharedKeysTests(TestPostgres server) => (_server, _database) = (server, new TestDatabase(server));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_key_and_keep_it_wrapped_in_the_database()
    {
        await using var first = await NodeAsync(Secret);
        await using var second = await NodeAsync(Secret);

        await Task.WhenAll(Task.Run(() => first.Services, Ct), Task.Run(() => second.Services, Ct));

        (await _database.QueryAsync<long>("select count(*) from kernel.protection_keys")).ShouldBe(1);
        var stored = await _database.QueryAsync<string>("select xml from kernel.protection_keys");
        stored.ShouldNotBeNull().ShouldContain("<wrapped");
        stored.ShouldNotContain("<masterKey");
        second.VisitorCookies.Unprotect(first.VisitorCookies.Protect("visitor")).ShouldBe("visitor");
        (first.WarnsOfTheSecret || second.WarnsOfTheSecret).ShouldBeFalse();
    }

    [Fact]
    public async Task A_form_of_one_node_is_sent_to_another()
    {
        await using var first = await NodeAsync(Secret);
        await using var second = await NodeAsync(Secret);
        var page = new DefaultHttpContext { RequestServices = first.Services };
        var tokens = first.Services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(page);
        using var browser = second.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/logout") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Cookie", $"ag_csrf={tokens.CookieToken}");
        request.Headers.Add(OriginAwareAntiforgery.Header, tokens.RequestToken);

        using var answer = await browser.SendAsync(request, Ct);

        answer.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_secret_is_told_at_the_start_that_finds_it_and_at_no_later_one()
    {
        string cookie;
        await using (var before = await NodeAsync(Secret))
        {
            cookie = before.VisitorCookies.Protect("visitor");
        }

        await using (var changed = await NodeAsync(Another))
        {
            Should.Throw<CryptographicException>(() => changed.VisitorCookies.Unprotect(cookie));
            changed.WarnsOfTheSecret.ShouldBeTrue();
            cookie = changed.VisitorCookies.Protect("visitor");
        }

        await using var after = await NodeAsync(Another);
        after.VisitorCookies.Unprotect(cookie).ShouldBe("visitor");
        after.WarnsOfTheSecret.ShouldBeFalse();
    }

    private async Task<Node> NodeAsync(string secret)
    {
        var node = new Node(_server, _database.ConnectionString, secret);
        await node.InitializeAsync();
        return node;
    }
}
