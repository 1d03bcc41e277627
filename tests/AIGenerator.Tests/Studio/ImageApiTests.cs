using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Accounts;

namespace AIGenerator.Tests.Studio;

public sealed class ImageApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_sent_twice_is_drawn_once_and_only_its_own_workspace_sees_it()
    {
        using var person = await PersonAsync();
        using var stranger = await PersonAsync();
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        using var first = await OrderAsync(person, new { model = "built-in-image", prompt = "Hills", count = 2, ratio = "16:9" }, key);
        using var again = await OrderAsync(person, new { model = "built-in-image", prompt = "Hills", count = 2, ratio = "16:9" }, key);
        using var stolen = await OrderAsync(stranger, new { model = "built-in-image", prompt = "Hills" }, key);
        var media = await EndAsync(person, key);
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
        using var person = await PersonAsync();

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

    [Fact]
    public async Task A_key_without_its_time_is_refused_and_visitors_are_sent_to_sign_in()
    {
        using var person = await PersonAsync();
        using var visitor = app.Browser();

        using var wrong = await OrderAsync(person, new { model = "built-in-image", prompt = "Hills" }, "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b");
        using var page = await visitor.GetAsync("/en/images", Ct);
        using var api = await visitor.GetAsync("/api/images", Ct);

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.Headers.Location!.OriginalString.ShouldContain("/en/login");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signs_that_no_database_keeps_are_replaced()
    {
        using var person = await PersonAsync();
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        using var ordered = await OrderAsync(person, new { model = "built-in-image", prompt = "Hills\0and valleys" }, key);
        using var unwanted = await OrderAsync(person, new { model = "built-in-image", prompt = "Hills", negativePrompt = "\0" }, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        var media = await EndAsync(person, key);

        ordered.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        unwanted.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        media.GetProperty("request").GetProperty("prompt").GetString().ShouldBe("Hills\uFFFDand valleys");
    }

    [Theory]
    [InlineData("/api/images?q=%00")]
    [InlineData("/api/images?model=%00")]
    [InlineData("/en/images/batches?q=%00")]
    public async Task A_search_for_signs_that_cannot_be_kept_finds_nothing(string address)
    {
        using var person = await PersonAsync();

        using var found = await person.GetAsync(address, Ct);

        found.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static async Task<HttpResponseMessage> OrderAsync(HttpClient person, object order, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = JsonContent.Create(order) };
        request.Headers.Add("Idempotency-Key", key);
        return await person.SendAsync(request, Ct);
    }

    /// <summary>The generation once the queue has brought it to its end.</summary>
    private static async Task<JsonElement> EndAsync(HttpClient person, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var media = await person.GetFromJsonAsync<JsonElement>($"/api/images/{id}", patience.Token);
            if (media.GetProperty("finishedAt").ValueKind != JsonValueKind.Null)
            {
                return media;
            }
        }
    }
}
