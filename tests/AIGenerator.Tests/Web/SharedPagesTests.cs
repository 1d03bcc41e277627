using AIGenerator.Ui;
using AIGenerator.Web.Hosting.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Web;

public sealed class SharedPagesTests : IAsyncLifetime
{
    private WebApplication? _app;
    private int _drawn;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        SharedPages.AddTo(builder.Services);
        _app = builder.Build();
        _app.UseRouting();
        SharedPages.Use(_app);
        _app.MapGet("/shared", Draw).WithMetadata(new SharedPageAttribute());
        _app.MapGet("/private", Draw);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    [Fact]
    public async Task Visitors_share_a_drawn_page()
    {
        (await GetAsync("/shared")).ShouldBe("1 shared");
        (await GetAsync("/shared")).ShouldBe("1 shared");
    }

    [Theory]
    [InlineData("ag_session=x")]
    [InlineData("ag_visitor=x")]
    [InlineData("ag_flash=x")]
    public async Task Whoever_has_something_of_his_own_never_sees_the_shared_page(string cookie)
    {
        await GetAsync("/shared");

        (await GetAsync("/shared", cookie)).ShouldBe("2 own");
        (await GetAsync("/shared")).ShouldBe("1 shared");
    }

    [Fact]
    public async Task Each_theme_and_query_has_its_own_page()
    {
        await GetAsync("/shared", "ag_theme=dark");

        (await GetAsync("/shared", "ag_theme=light")).ShouldBe("2 shared");
        (await GetAsync("/shared?page=2", "ag_theme=dark")).ShouldBe("3 shared");
        (await GetAsync("/shared", "ag_theme=dark")).ShouldBe("1 shared");
    }

    [Fact]
    public async Task Other_pages_are_drawn_each_time()
    {
        await GetAsync("/private");

        (await GetAsync("/private")).ShouldBe("2 own");
    }

    private string Draw(HttpContext http) => $"{++_drawn} {(http.Items.ContainsKey(UncachedPages.Shared) ? "shared" : "own")}";

    private async Task<string> GetAsync(string path, string? cookie = null)
    {
        using var client = _app!.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
