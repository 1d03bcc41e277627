using System.Net;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Studio;
using AngleSharp.Dom;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Generation.Administration;

public sealed class AdminGenerationsPageTests(AdministeredApp app) : IClassFixture<AdministeredApp>
{
    private const string Page = "/en/admin/generations";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_does_not_exist_for_anybody_else()
    {
        using var person = await app.PersonAsync();
        var (id, _) = await StuckAsync(person);

        using var page = await person.GetAsync(Page, Ct);
        using var form = new FormUrlEncodedContent(Values());
        using var stop = await person.PostAsync($"{Page}/{id}/cancellation", form, Ct);

        (page.StatusCode, stop.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await StateAsync(person, id)).ShouldBe("queued");
    }

    [Fact]
    public async Task What_hangs_is_shown_without_its_words_and_runs_once_the_administrator_says_so()
    {
        var administrator = await app.AdministratorAsync();
        using var person = await app.PersonAsync();
        var (id, workspace) = await StuckAsync(person);

        var page = await administrator.OpenAsync($"{Page}?named={workspace}");
        var row = page.QuerySelector($"tr[data-generation='{id}']").ShouldNotBeNull();
        using var driven = await SendAsync(administrator, row, "drive");
        var ended = await person.EndedAsync(id);

        row.TextContent.ShouldContain("Waiting for a place at the provider");
        page.DocumentElement.OuterHtml.ShouldNotContain("A secret harbour");
        (driven.StatusCode, driven.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.SeeOther, $"{Page}?named={workspace}"));
        ended.GetProperty("state").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_stop_ends_it_as_its_owners_would_and_a_late_one_says_so()
    {
        var administrator = await app.AdministratorAsync();
        using var person = await app.PersonAsync();
        var (id, _) = await StuckAsync(person);
        var page = await administrator.OpenAsync($"{Page}?state=waiting&named={id}");
        var row = page.QuerySelector($"tr[data-generation='{id}']")!;

        using var stopped = await SendAsync(administrator, row, "cancellation");
        var ended = await person.EndedAsync(id);
        using var late = await SendAsync(administrator, row, "cancellation");

        ended.GetProperty("state").GetString().ShouldBe("canceled");
        (FlashOf(stopped), FlashOf(late)).ShouldBe(("success", "warning"));
    }

    [Fact]
    public async Task What_failed_can_be_ordered_again_from_its_row_and_only_once()
    {
        var administrator = await app.AdministratorAsync();
        using var person = await app.PersonAsync();
        var (id, _) = await StuckAsync(person, change: """
            with failed as (update generation.media set stage = 'Ended' where workspace_id = $1 and stage = 'Waiting' returning id)
            update generation.generations set state = 'Failed', finished_at = now(), error_code = 'provider.timeout' where id in (select id from failed)
            """);
        var page = await administrator.OpenAsync($"{Page}?state=failed&named={id}");
        var row = page.QuerySelector($"tr[data-generation='{id}']")!;

        using var ordered = await SendAsync(administrator, row, "orders");
        using var twice = await SendAsync(administrator, row, "orders");
        var after = await administrator.OpenAsync($"{Page}?state=failed&named={id}");
        var again = await app.ReadAsync<Guid>("select again from generation.media where id = $1", Guid.Parse(id));

        (FlashOf(ordered), FlashOf(twice)).ShouldBe(("success", "warning"));
        after.QuerySelector($"tr[data-generation='{id}']")!.QuerySelectorAll("form[action*='/orders']").ShouldBeEmpty();
        (await person.EndedAsync(again.ToString())).GetProperty("state").GetString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task Failures_of_a_day_are_counted_together_and_lists_go_page_by_page()
    {
        var administrator = await app.AdministratorAsync();
        using var person = await app.PersonAsync();
        var (_, workspace) = await StuckAsync(person, copies: 40, """
            update generation.generations set state = 'Failed', finished_at = now(), error_code = 'provider.timeout', provider = 'replicate' where workspace_id = $1 and state = 'Queued'
            """);

        var first = await administrator.OpenAsync($"{Page}?state=failed&named={workspace}");
        var group = first.QuerySelector("table")!.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("Picture:", StringComparison.Ordinal) && row.TextContent.Contains("replicate", StringComparison.Ordinal));
        var second = await administrator.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var other = await administrator.OpenAsync($"{Page}?state=failed&named={workspace}&model=flux-1.1-pro");

        group.QuerySelector("td.num")!.TextContent.ShouldBe("40");
        group.TextContent.ShouldContain("provider.timeout");
        group.QuerySelectorAll("a").Length.ShouldBe(3);
        Ids(first).Concat(Ids(second)).Distinct().Count().ShouldBe(40);
        (Ids(first).Count, Ids(other).Count).ShouldBe((30, 0));
    }

    [Fact]
    public async Task Answers_are_counted_among_what_is_at_work_and_what_failed()
    {
        var administrator = await app.AdministratorAsync();
        using var person = await app.PersonAsync();
        await StuckAsync(person, copies: 2, """
            update generation.generations set kind = 'Text', state = 'Failed', finished_at = now(), error_code = 'provider.no-funds', provider = 'openrouter'
            where workspace_id = $1 and state = 'Queued'
            """);
        await StuckAsync(person, copies: 1, "update generation.generations set kind = 'Text' where workspace_id = $1 and state = 'Queued'");

        var page = await administrator.OpenAsync(Page);

        page.QuerySelector(".board-grid dl")!.TextContent.ShouldContain("Chat answers being written");
        var group = page.QuerySelector("table")!.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("provider.no-funds", StringComparison.Ordinal));
        group.TextContent.ShouldContain("Chat answer:");
        group.QuerySelector("td.num")!.TextContent.ShouldBe("2");
        group.QuerySelectorAll("a").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_id_finds_nothing_and_says_so()
    {
        var administrator = await app.AdministratorAsync();

        var page = await administrator.OpenAsync($"{Page}?named=nobody&state=what&from=x&model=%00");

        page.QuerySelector(".board-find")!.TextContent.ShouldContain("This is not an ID");
        Ids(page).ShouldBeEmpty();
    }

    private static List<string> Ids(IDocument page) => [.. page.QuerySelectorAll("tr[data-generation]").Select(row => row.GetAttribute("data-generation")!)];

    private static Task<HttpResponseMessage> SendAsync(HttpClient administrator, IElement row, string what)
    {
        var form = row.QuerySelectorAll("form").Single(form => form.GetAttribute("action")!.Contains($"/{what}", StringComparison.Ordinal));
        var fields = form.QuerySelectorAll("input").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        return administrator.PostAsync(form.GetAttribute("action")!, new FormUrlEncodedContent(fields), Ct);
    }

    private static string FlashOf(HttpResponseMessage response)
    {
        var cookie = response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("ag_flash=", StringComparison.Ordinal));
        var json = Convert.FromBase64String(Uri.UnescapeDataString(cookie["ag_flash=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]));
        using var said = System.Text.Json.JsonDocument.Parse(json);
        return said.RootElement.EnumerateObject().First().Value.GetString()!;
    }

    private static async Task<string?> StateAsync(HttpClient person, string id)
    {
        using var answer = await person.GetAsync($"/api/images/{id}", Ct);
        using var media = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return media.RootElement.GetProperty("state").GetString();
    }

    /// <summary>A generation that lost its job: nobody drives it.</summary>
    private async Task<(string Id, Guid Workspace)> StuckAsync(HttpClient person, int copies = 1, string? change = null)
    {
        var done = StudioPerson.NewKey();
        var id = StudioPerson.NewKey();
        using var ordered = await person.OrderAsync(new { model = "built-in-image", prompt = "A secret harbour" }, done);
        await person.EndedAsync(done);
        var workspace = await app.ReadAsync<Guid>("select workspace_id from generation.generations where id = $1", Guid.Parse(done));
        await app.ExecuteAsync(
            $"""
            with made as (
                insert into generation.generations (id, workspace_id, kind, owner, model, state, held_credits, cost_credits, input_estimate, fee_credits, max_output_tokens,
                    is_balance_limited, attempt, created_at)
                select case when at = 1 then '{id}'::uuid else gen_random_uuid() end, workspace_id, kind, owner, model, 'Queued', 0, 0, 0, 0, 0, false, 0, now()
                from generation.generations, generate_series(1, {copies}) as at where id = $1
                returning id)
            insert into generation.media (id, workspace_id, stage, version, request, count, priority, is_released, route, tries, withheld, deadline_at, created_at, updated_at)
            select made.id, workspace_id, 'Waiting', 0, request, count, 0, true, 0, 0, 0, now() + interval '1 hour', now(), now() from made, generation.media as first where first.id = $1
            """,
            Guid.Parse(done));
        if (change is not null)
        {
            await app.ExecuteAsync(change, workspace);
        }

        return (id, workspace);
    }
}
