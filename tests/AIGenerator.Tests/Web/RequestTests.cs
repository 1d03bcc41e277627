using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Chat;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Web.Hosting.Requests;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Web;

public sealed class RequestTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/chat?x=1", null, null, "/uk/chat?x=1")]
    [InlineData("/chat", "de-CH, en;q=0.8", null, "/en/chat")]
    [InlineData("/chat", "uk-UA, en;q=0.8", null, "/uk/chat")]
    [InlineData("/chat", "uk", "en", "/en/chat")]
    [InlineData("/", "ja", null, "/en")]
    [InlineData("/UK/chat", "uk", null, "/uk/chat")]
    public async Task A_page_without_a_language_leads_to_the_readers(string path, string? accepts, string? saved, string target)
    {
        using var browser = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepts is not null)
        {
            request.Headers.Add("Accept-Language", accepts);
        }

        if (saved is not null)
        {
            request.Headers.Add("Cookie", $"ag_lang={saved}");
        }

        using var answer = await browser.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe(target);
    }

    [Fact]
    public async Task The_api_and_health_need_no_language()
    {
        using var browser = app.Browser();

        using var api = await browser.GetAsync("/api/nothing");
        using var health = await browser.GetAsync("/health/live");

        (api.StatusCode, health.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Ready_names_every_part()
    {
        using var browser = app.Browser();

        var health = await browser.GetFromJsonAsync<JsonElement>("/health/ready");

        health.GetProperty("status").GetString().ShouldBe("healthy");
        health.GetProperty("checks").EnumerateObject().Select(check => check.Name).ShouldBe(["database", "migrations", "queue"], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_answer_forbids_what_our_pages_never_do()
    {
        using var browser = app.Browser();

        using var answer = await browser.GetAsync("/uk/nothing");

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_act_for_somebody(string header, string value)
    {
        using var browser = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { model = "x", message = "y" }) };
        request.Headers.Add(header, value);

        using var answer = await browser.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("web.cross-site");
    }

    [Fact]
    public async Task A_form_that_no_browser_vouches_for_needs_a_token()
    {
        using var browser = app.Browser();
        using var form = new FormUrlEncodedContent([]);

        using var answer = await browser.PostAsync("/en/logout", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_large_body_is_not_searched_for_a_token()
    {
        var passed = false;
        var guard = new SameOrigin(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            app.Services.GetRequiredService<IAntiforgery>());
        await using var scope = app.Scope();
        await using var body = new CountingStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Method, http.Request.Path, http.Request.ContentType, http.Request.Body) = ("POST", "/settings/data/import/files", "multipart/form-data; boundary=x", body);
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(ReadsItsOwnBody.Mark), null));

        await guard.InvokeAsync(http);

        passed.ShouldBeFalse();
        http.Response.StatusCode.ShouldBe(StatusCodes.Status403Forbidden);
        body.Reads.ShouldBe(0);
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Reads { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    [Fact]
    public async Task The_operators_pages_do_not_exist_for_others()
    {
        using var browser = app.Browser();

        using var answer = await browser.GetAsync("/en/admin");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

public sealed class ImpatientApp(TestPostgres server) : TestApp(server)
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("RateLimits:SignIn", "3"), new("RateLimits:Chat", "3"), new("RateLimits:Copies", "3"), new("RateLimits:Imports", "3"), new("RateLimits:Exports", "3")];
}

public sealed class RateLimitTests(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    [Fact]
    public async Task Guessing_passwords_meets_a_limit_that_says_when_to_come_back()
    {
        using var browser = app.Browser();
        var statuses = new List<HttpStatusCode>();

        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var form = new FormUrlEncodedContent([]);
            using var answer = await browser.PostAsync("/en/login", form);
            statuses.Add(answer.StatusCode);
            if (attempt == 3)
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }
        }

        statuses.Take(3).ShouldAllBe(status => status != HttpStatusCode.TooManyRequests);
        statuses[3].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("POST", "/api/chat/{0}/messages/{0}/answers", "POST", "/api/chat/{0}/compact")]
    [InlineData("POST", "/api/chat/{0}/forks", "POST", "/api/chat/shares/{0}/copies")]
    [InlineData("POST", "/api/chat/imports", "POST", "/en/settings/data/import/files")]
    [InlineData("GET", "/api/chat/{0}/export", "GET", "/api/chat/export")]
    public async Task What_is_heavy_has_a_limit_of_its_own(string method, string path, string otherMethod, string otherPath)
    {
        using var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        async Task<HttpStatusCode> AskAsync(string verb, string to)
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), string.Format(System.Globalization.CultureInfo.InvariantCulture, to, ChatPerson.NewId()));
            using var answer = await browser.SendAsync(request);
            return answer.StatusCode;
        }

        HttpStatusCode[] statuses = [await AskAsync(method, path), await AskAsync(method, path), await AskAsync(otherMethod, otherPath), await AskAsync(method, path)];

        statuses.Take(3).ShouldAllBe(status => status != HttpStatusCode.TooManyRequests);
        statuses[3].ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
