using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;

namespace AIGenerator.Tests.Studio;

/// <summary>A picture in words, without any key.</summary>
public sealed class DescribeApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_made_here_is_described_by_its_own_prompt_also_once_it_was_enlarged()
    {
        using var person = await app.PersonAsync();
        var made = await MadeAsync(person, new { model = "built-in-image", prompt = "Hills at dusk", seed = 3 });
        var larger = await MadeAsync(person, new { model = "built-in-image", task = "upscale", source = made, scale = 2 });

        foreach (var (source, named) in new[] { (made, null), (larger, null), (made, "own"), (larger, "own") })
        {
            var said = await SaidAsync(person, new { source, model = named, language = "uk" });

            (Text(said), Word(said, "model"), Word(said, "basis"), said.GetProperty("cost").GetInt64()).ShouldBe(("Hills at dusk", "own", "prompt", 0));
            Word(said, "note").ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [InlineData("en", "Wide picture, mostly dark. Main colours: blue, red.")]
    [InlineData("uk", "Широке зображення, переважно темне. Основні кольори: синій, червоний.")]
    public async Task What_was_brought_is_described_by_its_colours_and_nothing_is_made_up(string language, string words)
    {
        using var person = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(900, 500), "photo.png")).IdOf();

        var price = await person.GetFromJsonAsync<JsonElement>($"/api/images/description/price?source={source}", Ct);
        var said = await SaidAsync(person, new { source, language });
        var again = await SaidAsync(person, new { source, language, model = "own" });

        (Word(price, "model"), price.GetProperty("isFree").GetBoolean(), price.GetProperty("atMost").GetInt64()).ShouldBe(("own", true, 0));
        (Text(said), Word(said, "basis")).ShouldBe((words, "pixels"));
        Text(again).ShouldBe(words);
        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("nobody", 422, "studio.unknown-model")]
    [InlineData("deepseek-v3", 422, "images.cannot-see")]
    [InlineData("gpt-5.2", 503, "models.unavailable")]
    public async Task A_model_that_cannot_look_is_refused_in_words(string model, int status, string code)
    {
        using var person = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(400, 300), "photo.png")).IdOf();

        using var refused = await DescribeAsync(person, new { source, model });

        ((int)refused.StatusCode, await refused.CodeOfAsync()).ShouldBe((status, code));
    }

    [Fact]
    public async Task Others_pictures_are_unknown_and_broken_orders_are_refused()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(400, 300), "photo.png")).IdOf();

        using var foreign = await DescribeAsync(stranger, new { source });
        using var price = await stranger.GetAsync($"/api/images/description/price?source={source}", Ct);
        using var nothing = await DescribeAsync(person, new { model = "own" });
        using var tongue = await DescribeAsync(person, new { source, language = "xx" });
        using var timeless = await person.OrderAsync(new { source }, "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b", "/api/images/description");

        (foreign.StatusCode, await foreign.CodeOfAsync()).ShouldBe((HttpStatusCode.NotFound, "assets.unknown"));
        price.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (nothing.StatusCode, tongue.StatusCode, timeless.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
    }

    internal static Task<HttpResponseMessage> DescribeAsync(HttpClient person, object body, string? key = null) =>
        person.OrderAsync(body, key ?? StudioPerson.NewKey(), "/api/images/description");

    internal static async Task<JsonElement> SaidAsync(HttpClient person, object body, string? key = null)
    {
        using var response = await DescribeAsync(person, body, key);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Ct));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    internal static string? Text(JsonElement said) => Word(said, "text");

    internal static string? Word(JsonElement said, string name) => said.GetProperty(name).GetString();

    private static async Task<string> MadeAsync(HttpClient person, object order)
    {
        var key = StudioPerson.NewKey();
        using var ordered = await person.OrderAsync(order, key);
        ordered.StatusCode.ShouldBe(HttpStatusCode.Accepted, await ordered.Content.ReadAsStringAsync(Ct));
        return (await person.EndedAsync(key)).GetProperty("assets")[0].IdOf();
    }
}
