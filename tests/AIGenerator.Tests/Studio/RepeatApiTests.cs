using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Accounts;

namespace AIGenerator.Tests.Studio;

public sealed class RepeatApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task What_brought_nothing_is_ordered_once_more_as_it_was_and_only_once(string state)
    {
        using var person = await app.PersonAsync();
        var first = await EndedAsync(person, state);
        var key = StudioPerson.NewKey();

        using var repeated = await person.OrderAsync(null, key, $"/api/images/{first}/repetition");
        using var twice = await person.OrderAsync(null, key, $"/api/images/{first}/repetition");
        var again = await person.EndedAsync(key);
        var list = await person.GetFromJsonAsync<JsonElement>("/api/images", Ct);

        (repeated.StatusCode, twice.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        again.GetProperty("state").GetString().ShouldBe("succeeded");
        again.GetProperty("request").ToString().ShouldBe((await person.EndedAsync(first)).GetProperty("request").ToString());
        list.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_was_delivered_or_belongs_to_others_is_not_repeated()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var failed = await EndedAsync(person, "Failed");
        var done = await EndedAsync(person, "Succeeded");

        using var delivered = await person.OrderAsync(null, StudioPerson.NewKey(), $"/api/images/{done}/repetition");
        using var foreign = await stranger.OrderAsync(null, StudioPerson.NewKey(), $"/api/images/{failed}/repetition");
        using var timeless = await person.OrderAsync(null, "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b", $"/api/images/{failed}/repetition");

        (delivered.StatusCode, await delivered.CodeOfAsync()).ShouldBe((HttpStatusCode.Conflict, "images.not-failed"));
        (foreign.StatusCode, await foreign.CodeOfAsync()).ShouldBe((HttpStatusCode.NotFound, "generations.unknown"));
        (timeless.StatusCode, await timeless.CodeOfAsync()).ShouldBe((HttpStatusCode.BadRequest, "studio.invalid-key"));
        (await stranger.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Both_lists_offer_it_where_nothing_came()
    {
        using var person = await app.PersonAsync();
        var failed = await EndedAsync(person, "Failed");

        var tray = await person.GetStringAsync("/en/images/tray", Ct);
        var batch = await person.GetStringAsync($"/en/images/batches/{failed}", Ct);

        tray.ShouldContain($"data-call=\"POST /api/images/{failed}/repetition ");
        tray.ShouldContain("Try again: A harbour");
        batch.ShouldContain("data-do=\"again\"");
    }

    /// <summary>A generation that ended so; the built-in model never fails, so the row is made to say it.</summary>
    private async Task<string> EndedAsync(HttpClient person, string state)
    {
        var key = StudioPerson.NewKey();
        using var ordered = await person.OrderAsync(new { model = "built-in-image", prompt = "A harbour", count = 2, ratio = "16:9", seed = 7 }, key);
        await person.EndedAsync(key);
        if (state != "Succeeded")
        {
            await app.ExecuteAsync($"update generation.generations set state = '{state}', stop_reason = null, error_code = 'provider.failed' where id = $1", Guid.Parse(key));
            await app.ExecuteAsync("delete from generation.assets where generation_id = $1", Guid.Parse(key));
        }

        return key;
    }
}
