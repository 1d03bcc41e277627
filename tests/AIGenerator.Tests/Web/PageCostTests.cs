using System.Diagnostics;
using System.Net;
using AIGenerator.Billing;
using AIGenerator.Tests.Accounts;
using AIGenerator.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Web;

/// <summary>What pages may cost the database and the line, once everything that can be remembered is.</summary>
public sealed class PageCostTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/en/settings", 4)]
    [InlineData("/en/chat", 3)]
    [InlineData("/en", 4)]
    [InlineData("/en/wallet", 7)]
    public async Task A_signed_in_page_asks_the_database_a_few_times_only(string page, int most)
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        using (await browser.GetAsync(page, Ct))
        {
        }

        var statements = await StatementsOfAsync(browser, page);

        statements.Count.ShouldBeInRange(1, most, string.Join('\n', statements));
    }

    [Fact]
    public async Task The_start_page_says_what_the_free_plan_grants_and_counts_models_where_they_are()
    {
        await using var scope = app.Scope();
        var grant = scope.ServiceProvider.GetRequiredService<IPlans>().All[0].Credits.Value;
        using var visitor = app.Browser();

        var home = WebUtility.HtmlDecode(await visitor.GetStringAsync("/en", Ct));

        home.ShouldContain("language models in the catalogue");
        home.ShouldContain($"<dd>{grant}</dd>");
        home.ShouldContain($"you get {grant} tokens every month");
        home.ShouldContain($"{grant} tokens every month and the built-in");
        home.ShouldNotContain("{tokens");
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/uk/pricing")]
    public async Task A_shared_page_comes_from_the_cache_and_costs_a_visitor_no_query(string page)
    {
        using var browser = app.Browser();
        using (await browser.GetAsync(page, Ct))
        {
        }

        using var visitor = app.Browser();
        using (var answer = await visitor.GetAsync(page, Ct))
        {
            answer.Headers.Age.ShouldNotBeNull();
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }

        (await StatementsOfAsync(visitor, page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_file_is_kept_for_ever_and_asks_nobody_who_wants_it()
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        var address = app.Services.GetRequiredService<ClientAssets>().Of("app.css");

        using var file = await browser.GetAsync(address, Ct);
        var statements = await StatementsOfAsync(browser, address);

        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        statements.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/en/settings", "br")]
    [InlineData("/en/settings", "gzip")]
    public async Task A_page_travels_compressed(string page, string encoding)
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", encoding);

        using var answer = await browser.GetAsync(page, Ct);

        answer.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        (await answer.Content.ReadAsByteArrayAsync(Ct)).Length.ShouldBeLessThan(12_000);
    }

    /// <summary>The statements of one request, told apart from everybody else's by its trace.</summary>
    private static async Task<IReadOnlyList<string>> StatementsOfAsync(HttpClient browser, string page)
    {
        var trace = ActivityTraceId.CreateRandom();
        var statements = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string sql)
                {
                    lock (statements)
                    {
                        statements.Add(sql);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await browser.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await answer.Content.ReadAsByteArrayAsync(Ct);
        lock (statements)
        {
            return [.. statements];
        }
    }
}
