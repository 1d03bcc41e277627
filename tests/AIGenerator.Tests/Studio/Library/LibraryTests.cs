using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Studio.Collections;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;
using AIGenerator.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio.Library;

/// <summary>All pictures of a workspace.</summary>
public sealed class LibraryTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_library_shows_what_was_made_and_brought_newest_first_and_narrows_it()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var hills = await person.DrawnAsync("Green hills", count: 2);
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();
        await stranger.DrawnAsync("Green hills");

        var all = await person.GetFromJsonAsync<JsonElement>("/api/assets", Ct);
        var first = all.GetProperty("items")[0];
        var drawn = all.GetProperty("items").EnumerateArray().First(item => item.GetProperty("asset").IdOf() == hills[0]);

        Ids(all).ShouldBe([own, .. hills.OrderDescending(StringComparer.Ordinal)]);
        (first.GetProperty("prompt").ValueKind, first.GetProperty("model").ValueKind).ShouldBe((JsonValueKind.Null, JsonValueKind.Null));
        (drawn.GetProperty("prompt").GetString(), drawn.GetProperty("model").GetString()).ShouldBe(("Green hills", "built-in-image"));
        drawn.GetProperty("asset").GetProperty("blurHash").GetString()!.Length.ShouldBe(28);
        foreach (var (query, expected) in new[]
        {
            ("q=GREEN", hills.Count), ("q=%25", 0), ("q=%00", 0), ("origin=uploaded", 1), ("origin=generated&q=hills", 2), ("origin=mask", 3), ("model=built-in-image", 2), ("model=flux-schnell", 0),
            ("before=nonsense", 3), ("take=0", 1),
        })
        {
            Ids(await person.GetFromJsonAsync<JsonElement>($"/api/assets?{query}", Ct)).Count.ShouldBe(expected, query);
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        using var person = await app.PersonAsync();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await person.UploadedAsync(MadeFiles.Png(8, 8), "a.png");
        }

        var all = Ids(await person.GetFromJsonAsync<JsonElement>("/api/assets", Ct));

        (await PagesAsync(person, "take=2")).ShouldBe(all);
        all.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_collection_keeps_its_order_and_loses_what_is_deleted_until_that_comes_back()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var ids = new List<string>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            ids.Add((await person.UploadedAsync(MadeFiles.Png(8, 8), "a.png")).IdOf());
        }

        var foreign = (await stranger.UploadedAsync(MadeFiles.Png(8, 8), "a.png")).IdOf();
        var collection = await CreatedAsync(person, "Sea");
        await ChangeAsync(person, HttpMethod.Put, collection, [ids[1], ids[0], foreign], 2);
        await ChangeAsync(person, HttpMethod.Put, collection, [ids[2], ids[1]], 1);

        (await PagesAsync(person, $"collection={collection}&take=1")).ShouldBe([ids[2], ids[0], ids[1]]);
        using var deleted = await person.PutAsJsonAsync("/api/assets/deletion", new { ids = new[] { ids[0] } }, Ct);
        (await PagesAsync(person, $"collection={collection}&take=1")).ShouldBe([ids[2], ids[1]]);
        using var restore = new HttpRequestMessage(HttpMethod.Delete, "/api/assets/deletion") { Content = JsonContent.Create(new { ids = new[] { ids[0] } }) };
        using var restored = await person.SendAsync(restore, Ct);
        (await PagesAsync(person, $"collection={collection}")).ShouldBe([ids[2], ids[0], ids[1]]);
        await ChangeAsync(person, HttpMethod.Delete, collection, [ids[2]], 1);
        (await PagesAsync(person, $"collection={collection}&origin=uploaded")).ShouldBe([ids[0], ids[1]]);
        (await PagesAsync(person, $"collection={collection}&origin=generated")).ShouldBeEmpty();
        Ids(await person.GetFromJsonAsync<JsonElement>("/api/assets", Ct)).Count.ShouldBe(3, "what leaves a collection stays in the library");
    }

    [Fact]
    public async Task Of_collections_that_are_given_one_name_at_once_one_gets_it_and_the_others_are_told()
    {
        using var person = await app.PersonAsync();
        var ids = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            ids.Add(await CreatedAsync(person, $"Sea {number}"));
        }

        var statuses = await Task.WhenAll(ids.Select(async id =>
        {
            using var answer = await person.PatchAsJsonAsync($"/api/collections/{id}", new { name = "Hills" }, Ct);
            return (int)answer.StatusCode;
        }));

        statuses.Order().ShouldBe([200, 409, 409, 409, 409, 409]);
    }

    [Fact]
    public async Task Collections_are_named_renamed_deleted_and_brought_back_by_their_own_workspace_only()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var asset = (await person.UploadedAsync(MadeFiles.Png(8, 8), "a.png")).IdOf();
        var sea = await CreatedAsync(person, "  Море \u0000 ");
        var hills = await CreatedAsync(person, "Гори");
        await ChangeAsync(person, HttpMethod.Put, sea, [asset], 1);

        (await NamesAsync(person)).ShouldBe(["Гори", "Море"]);
        (await NamesAsync(stranger)).ShouldBeEmpty();
        (HttpMethod Method, string Path, object? Body, HttpClient Who, int Status, string? Code)[] steps =
        [
            (HttpMethod.Post, "", new { name = "Море" }, person, 409, "collections.exists"), (HttpMethod.Post, "", new { name = " \u0000" }, person, 422, "collections.blank"),
            (HttpMethod.Post, "", new { name = new string('x', 101) }, person, 400, null), (HttpMethod.Patch, $"/{hills}", new { name = "Море" }, person, 409, "collections.exists"),
            (HttpMethod.Patch, $"/{hills}", new { name = "Карпати" }, person, 200, null), (HttpMethod.Patch, $"/{hills}", new { name = "Моє" }, stranger, 404, "collections.unknown"),
            (HttpMethod.Delete, $"/{sea}", null, stranger, 404, "collections.unknown"), (HttpMethod.Put, $"/{sea}/assets", new { ids = new[] { asset } }, stranger, 404, "collections.unknown"),
            (HttpMethod.Delete, $"/{sea}", null, person, 204, null), (HttpMethod.Delete, $"/{sea}", null, person, 404, "collections.unknown"),
            (HttpMethod.Delete, $"/{sea}/deletion", null, stranger, 404, "collections.unknown"), (HttpMethod.Delete, $"/{sea}/deletion", null, person, 204, null),
            (HttpMethod.Delete, $"/{sea}", null, person, 204, null), (HttpMethod.Post, "", new { name = "Море" }, person, 201, null), (HttpMethod.Delete, $"/{sea}/deletion", null, person, 409, "collections.exists"),
        ];
        foreach (var (method, path, body, who, status, code) in steps)
        {
            using var request = new HttpRequestMessage(method, "/api/collections" + path) { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await who.SendAsync(request, Ct);
            ((int)answer.StatusCode, code is null ? null : await answer.CodeOfAsync()).ShouldBe((status, code), $"{method} {path}");
        }

        using var unseen = await stranger.GetAsync($"/api/assets?collection={hills}", Ct);
        unseen.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await NamesAsync(person)).ShouldBe(["Карпати", "Море"]);
    }

    [Fact]
    public async Task What_is_erased_for_good_leaves_its_collections_and_deleted_collections_go_after_a_day()
    {
        using var person = await app.PersonAsync();
        var ids = new[] { (await person.UploadedAsync(MadeFiles.Png(8, 8), "a.png")).IdOf(), (await person.UploadedAsync(MadeFiles.Png(8, 8), "b.png")).IdOf() };
        var collection = Guid.Parse(await CreatedAsync(person, "Sea"));
        await ChangeAsync(person, HttpMethod.Put, collection.ToString(), ids, 2);
        await app.ExecuteAsync("update generation.assets set deleted_at = now() - interval '2 days' where id = $1", Guid.Parse(ids[0]));

        await app.EraseDeletedAsync();
        (await app.CountAsync("select count(*) from studio.collection_assets where collection_id = $1", collection)).ShouldBe(1);
        await app.ExecuteAsync("update studio.collections set deleted_at = now() - interval '25 hours' where id = $1", collection);
        await app.EraseDeletedAsync();

        (await app.CountAsync("select count(*) from studio.collections where id = $1", collection)).ShouldBe(0);
    }

    [Fact]
    public async Task A_workspace_that_is_gone_takes_its_collections_with_it()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var asset = (await person.UploadedAsync(MadeFiles.Png(8, 8), "a.png")).IdOf();
        var collection = Guid.Parse(await CreatedAsync(person, "Sea"));
        await CreatedAsync(stranger, "Sea");
        await ChangeAsync(person, HttpMethod.Put, collection.ToString(), [asset], 1);

        await using (var scope = app.Scope())
        {
            var gone = new WorkspaceDeleted(await app.WorkspaceOfAsync(asset), TimeProvider.System.GetUtcNow());
            await scope.ServiceProvider.GetRequiredService<EraseCollections>().ConsumeAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), gone, Ct);
        }

        (await app.CountAsync("select count(*) from studio.collection_assets where collection_id = $1", collection)).ShouldBe(0);
        (await NamesAsync(person)).ShouldBeEmpty();
        (await NamesAsync(stranger)).ShouldBe(["Sea"]);
    }

    [Fact]
    public async Task The_page_draws_the_grid_as_its_address_says_however_many_ask_at_once()
    {
        using var person = await app.PersonAsync();
        var hills = (await person.DrawnAsync("Green hills"))[0];
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();

        var pages = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => person.GetStringAsync("/en/images?view=grid&q=green", Ct)));
        var stream = await person.GetStringAsync("/en/images", Ct);
        var body = await person.GetStringAsync("/en/images/library?origin=uploaded", Ct);
        var collections = await person.GetStringAsync("/en/images/library/collections?collection=nonsense", Ct);
        using var gone = await person.GetAsync($"/en/images/library/tiles?collection={hills}", Ct);

        pages.ShouldAllBe(page => page.Contains($"data-tile=\"{hills}\"", StringComparison.Ordinal) && !page.Contains($"data-tile=\"{own}\"", StringComparison.Ordinal));
        pages[0].ShouldContain("data-r=\"1.00\"");
        stream.ShouldNotContain("data-tile=");
        (body.Contains(own, StringComparison.Ordinal), body.Contains(hills, StringComparison.Ordinal)).ShouldBe((true, false));
        collections.ShouldContain("library-chip");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("asset").IdOf())];

    private static async Task<List<string>> PagesAsync(HttpClient person, string query)
    {
        var ids = new List<string>();
        for (var before = ""; before is not null;)
        {
            var page = await person.GetFromJsonAsync<JsonElement>($"/api/assets?{query}&before={before}", Ct);
            ids.AddRange(Ids(page));
            before = page.GetProperty("before").GetString();
        }

        return ids;
    }

    [Fact]
    public async Task A_collection_asked_for_twice_with_one_key_is_made_once()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var key = StudioPerson.NewKey();

        using var first = await person.OrderAsync(new { name = "Hills" }, key, "/api/collections");
        using var again = await person.OrderAsync(new { name = " Hills" }, key, "/api/collections");
        using var other = await person.OrderAsync(new { name = "Sea" }, key, "/api/collections");
        using var foreign = await stranger.OrderAsync(new { name = "Hills" }, key, "/api/collections");
        using var keyless = await person.PostAsJsonAsync("/api/collections", new { name = "Hills" }, Ct);
        using var timeless = await person.OrderAsync(new { name = "Sky" }, "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b", "/api/collections");

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await again.Content.ReadFromJsonAsync<JsonElement>(Ct)).IdOf().ShouldBe(key);
        ((int)other.StatusCode, await other.CodeOfAsync()).ShouldBe((422, "collections.key-taken"));
        ((int)foreign.StatusCode, await foreign.CodeOfAsync()).ShouldBe((422, "collections.key-taken"));
        ((int)keyless.StatusCode, await keyless.CodeOfAsync()).ShouldBe((409, "collections.exists"));
        ((int)timeless.StatusCode, await timeless.CodeOfAsync()).ShouldBe((400, "studio.invalid-key"));
        (await NamesAsync(person)).ShouldBe(["Hills"]);
    }

    private static async Task<string> CreatedAsync(HttpClient person, string name)
    {
        using var made = await person.PostAsJsonAsync("/api/collections", new { name }, Ct);
        ((int)made.StatusCode).ShouldBe(201, await made.Content.ReadAsStringAsync(Ct));
        return (await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).IdOf();
    }

    private static async Task<List<string?>> NamesAsync(HttpClient person) =>
        [.. (await person.GetFromJsonAsync<JsonElement>("/api/collections", Ct)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString())];

    private static async Task ChangeAsync(HttpClient person, HttpMethod method, string collection, IReadOnlyList<string> ids, int count)
    {
        using var request = new HttpRequestMessage(method, $"/api/collections/{collection}/assets") { Content = JsonContent.Create(new { ids }) };
        using var changed = await person.SendAsync(request, Ct);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await changed.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("count").GetInt32().ShouldBe(count);
    }
}
