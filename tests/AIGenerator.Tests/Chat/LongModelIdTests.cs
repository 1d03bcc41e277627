using System.Net;
using System.Net.Http.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

/// <summary>The product over an own server whose model has the longest id there may be.</summary>
public sealed class LongModelApp(TestPostgres server) : TestApp(server)
{
    public const string Model = "registry.example.org/";

    private Simulator? _simulator;

    public static string LongestId { get; } = Model + new string('m', 200 - Model.Length);

    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("OPENAI_COMPATIBLE_BASE_URL", new Uri(_simulator!.Address, "/v1").AbsoluteUri), new("OPENAI_COMPATIBLE_MODELS", LongestId)];

    public override async ValueTask InitializeAsync()
    {
        _simulator = await Simulator.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _simulator!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class LongModelIdTests(LongModelApp app) : IClassFixture<LongModelApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_with_an_id_of_200_characters_answers_like_any_other()
    {
        using var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var registered = await browser.PostAsync(
            "/en/register",
            new FormUrlEncodedContent([new("_handler", "register"), new("email", "long@example.com"), new("password", "correct horse battery staple")]),
            Ct);
        registered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var model = "local/" + LongModelApp.LongestId;

        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, model, "Hello sim:rate=0 sim:tokens=3"), Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(Ct));
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        using var changed = await browser.PatchAsJsonAsync($"/api/chat/{posted.ChatId}/model", new ChangeModelRequest(model), Ct);
        using var page = await browser.GetAsync($"/en/chat/{posted.ChatId}", Ct);

        posted.Model.ShouldBe(model);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await EndOfAsync(browser, posted)).ShouldBe("succeeded");
    }

    [Fact]
    public async Task An_id_beyond_the_limit_is_refused()
    {
        using var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var refused = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, new string('m', 221), "Hello"), Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string?> EndOfAsync(HttpClient browser, PostMessageResponse posted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var history = await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{posted.ChatId}", patience.Token);
            if (history!.Messages[^1].Generation!.State is var state and not ("running" or "queued"))
            {
                return state;
            }

            await Task.Yield();
        }
    }
}
