using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Web;

/// <summary>A host whose <c>APP_URL</c> is there and empty, as compose files leave what nobody set.</summary>
public sealed class AppWithoutAddress(TestPostgres server) : TestApp(server)
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("APP_URL", "")];
}

public sealed class AppWithAddress(TestPostgres server) : TestApp(server)
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("APP_URL", "https://ai.example.org/")];
}

public sealed class PublicAddressTests(AppWithoutAddress without, AppWithAddress with) : IClassFixture<AppWithoutAddress>, IClassFixture<AppWithAddress>
{
    [Fact]
    public Task An_empty_address_is_none_the_request_says_where_the_product_is() => ShouldNameAsync(without, "http://localhost");

    [Fact]
    public Task The_address_is_named_without_its_final_slash() => ShouldNameAsync(with, "https://ai.example.org");

    private static async Task ShouldNameAsync(TestApp app, string origin)
    {
        using var browser = app.Browser();
        var page = await browser.GetStringAsync("/en/pricing", TestContext.Current.CancellationToken);
        page.ShouldContain($"<link rel=\"canonical\" href=\"{origin}/en/pricing\"");
        page.ShouldContain($"hreflang=\"uk\" href=\"{origin}/uk/pricing\"");
    }
}
