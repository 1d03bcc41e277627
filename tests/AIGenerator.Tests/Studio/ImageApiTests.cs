using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio;

public sealed class ImageApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_sent_twice_is_drawn_once_and_only_its_own_workspace_sees_it()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var key = StudioPerson.NewKey();

        using var first = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills", count = 2, ratio = "16:9" }, key);
        using var again = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills", count = 2, ratio = "16:9" }, key);
        using var stolen = await stranger.OrderAsync(new { model = "built-in-image", prompt = "Hills" }, key);
        var media = await person.EndedAsync(key);
        var asset = media.GetProperty("assets")[0].GetProperty("id").GetString();
        using var own = await person.GetAsync($"/api/assets/{asset}", Ct);
        using var saved = await person.GetAsync($"/api/assets/{asset}?download=true", Ct);
        using var foreign = await stranger.GetAsync($"/api/assets/{asset}", Ct);
        using var unseen = await stranger.GetAsync($"/api/images/{key}", Ct);
        var list = await person.GetFromJsonAsync<JsonElement>("/api/images", Ct);

        (first.StatusCode, again.StatusCode, stolen.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Conflict));
        media.GetProperty("assets").GetArrayLength().ShouldBe(2);
        list.GetProperty("items").GetArrayLength().ShouldBe(1);
        (own.StatusCode, own.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/png"));
        own.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("sandbox");
        saved.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (foreign.StatusCode, unseen.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_key_that_ordered_something_else_is_refused_and_nothing_is_drawn_twice()
    {
        using var person = await app.PersonAsync();
        var key = StudioPerson.NewKey();

        using var first = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills", count = 2 }, key);
        using var other = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills", count = 3 }, key);
        using var again = await person.OrderAsync(new { model = "built-in-image", prompt = " Hills ", count = 2 }, key);
        await person.EndedAsync(key);
        using var late = await person.OrderAsync(new { model = "built-in-image", prompt = "Sea", count = 2 }, key);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        foreach (var refused in new[] { other, late })
        {
            ((int)refused.StatusCode, await refused.CodeOfAsync()).ShouldBe((422, "generations.key-taken"));
        }

        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"model":"nobody","prompt":"x"}""", 422, "studio.unknown-model")]
    [InlineData("""{"model":"built-in-image","prompt":"  "}""", 422, "images.prompt")]
    [InlineData("""{"model":"built-in-image","prompt":"x","ratio":"5:1"}""", 422, "images.ratio")]
    [InlineData("""{"model":"built-in-image","prompt":"x","seed":-1}""", 422, "images.seed")]
    [InlineData("""{"model":"built-in-image","prompt":"x","quality":"high"}""", 422, "images.quality")]
    [InlineData("""{"model":"built-in-image","prompt":"x","negativePrompt":"y"}""", 422, "images.negative-prompt")]
    [InlineData("""{"model":"flux-1.1-pro","prompt":"x"}""", 503, "models.unavailable")]
    [InlineData("""{"model":"built-in-image","prompt":"x","count":9}""", 400, null)]
    [InlineData("""{"prompt":"x"}""", 400, null)]
    public async Task A_wrong_order_is_refused_in_words_and_changes_nothing(string body, int status, string? code)
    {
        using var person = await app.PersonAsync();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await person.PostAsync("/api/images", content, Ct);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Ct);

        ((int)refused.StatusCode).ShouldBe(status);
        if (code is not null)
        {
            problem.GetProperty("code").GetString().ShouldBe(code);
        }

        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/images?q=%00&model=%00")]
    [InlineData("/en/images/batches?q=%00")]
    [InlineData("/en/chat?message=abc")]
    [InlineData("/en/wallet?before=abc")]
    public async Task What_is_no_word_and_no_number_is_passed_over(string address)
    {
        using var person = await app.PersonAsync();

        using var answer = await person.GetAsync(address, Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_prompt_with_characters_that_no_database_holds_is_drawn_without_them()
    {
        using var person = await app.PersonAsync();
        var key = StudioPerson.NewKey();

        using var accepted = await person.OrderAsync(new { model = "built-in-image", prompt = "Hi\u0000lls" }, key);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await person.EndedAsync(key)).GetProperty("request").GetProperty("prompt").GetString().ShouldBe("Hi\uFFFDlls");
    }

    [Fact]
    public async Task Who_has_no_room_left_draws_nothing_more_and_is_told_why()
    {
        using var person = await app.PersonAsync();
        await using (var scope = app.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<AppDb>().Database.ExecuteSqlAsync(
                $"""
                insert into generation.assets (id, workspace_id, place, origin, media_type, file_key, bytes, sha256, previews, created_at)
                select gen_random_uuid(), id, 0, 'Generated', 'image/png', 'media/none', 1073741824, '', 0, now() from workspaces.workspaces order by id desc limit 1
                """,
                Ct);
        }

        using var refused = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills" }, StudioPerson.NewKey());

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString().ShouldBe("generations.storage-full");
    }

    [Fact]
    public async Task Many_chats_are_changed_by_a_word_and_never_by_a_number()
    {
        using var person = await app.PersonAsync();

        using var content = new StringContent("""{"change":99,"ids":["0195a1c0-0000-7000-8000-000000000001"]}""", System.Text.Encoding.UTF8, "application/json");
        using var refused = await person.PostAsync("/api/chat/bulk", content, Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_without_its_time_is_refused_and_visitors_are_sent_to_sign_in()
    {
        using var person = await app.PersonAsync();
        using var visitor = app.Browser();

        using var wrong = await person.OrderAsync(new { model = "built-in-image", prompt = "Hills" }, "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b");
        using var page = await visitor.GetAsync("/en/images", Ct);
        using var api = await visitor.GetAsync("/api/images", Ct);

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.Headers.Location!.OriginalString.ShouldContain("/en/login");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
