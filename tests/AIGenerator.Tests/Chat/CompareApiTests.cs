using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Messages;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

/// <summary>The host with a second free model, so that visitors can compare.</summary>
public sealed class CompareApp(TestPostgres server) : TestApp(server)
{
    private Simulator _vendor = null!;

    protected override IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("OPENAI_COMPATIBLE_BASE_URL", _vendor.OpenAI), new("OPENAI_COMPATIBLE_MODELS", "sim-model")];

    public override async ValueTask InitializeAsync()
    {
        _vendor = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _vendor.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class CompareApiTests(CompareApp app) : IClassFixture<CompareApp>
{
    private static readonly string[] Both = ["local/sim-model", "built-in"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_answers_are_named_streamed_shown_side_by_side_and_exported()
    {
        using var browser = Browser();

        var posted = await CompareAsync(browser, "Which of you?");
        var history = await HistoryAsync(browser, posted.ChatId);
        var page = await browser.GetStringAsync($"/en/chat/{posted.ChatId}", Ct);
        var export = await browser.GetFromJsonAsync<JsonElement>($"/api/chat/{posted.ChatId}/export?format=json", Ct);

        posted.Answers!.Select(a => a.Model).ShouldBe(Both);
        history.Messages[1].Comparison!.Id.ShouldBe(posted.ComparisonId!.Value);
        page.ShouldContain($"id=\"c-{posted.ComparisonId}\"");
        posted.Answers!.ShouldAllBe(a => page.Contains($"id=\"m-{a.MessageId}\"", StringComparison.Ordinal));
        export.GetProperty("chat").GetProperty("messages").EnumerateArray().Count(m => m.TryGetProperty("comparisonId", out var id) && id.GetGuid() == posted.ComparisonId).ShouldBe(2);
    }

    [Fact]
    public async Task The_vote_goes_to_one_moves_and_is_taken_back()
    {
        using var browser = Browser();
        var posted = await CompareAsync(browser, "Which of you?");
        var best = new List<Guid?>();

        foreach (var vote in new[] { posted.Answers![0].MessageId, posted.Answers[1].MessageId, posted.Answers[1].MessageId, (Guid?)null })
        {
            using var voted = await browser.PutAsJsonAsync($"/api/chat/{posted.ChatId}/comparisons/{posted.ComparisonId}/vote", new VoteRequest(vote), Ct);
            voted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            best.Add((await HistoryAsync(browser, posted.ChatId)).Messages[1].Comparison!.BestId);
        }

        using var foreign = await browser.PutAsJsonAsync($"/api/chat/{posted.ChatId}/comparisons/{posted.ComparisonId}/vote", new VoteRequest(posted.UserMessageId), Ct);

        best.ShouldBe([posted.Answers[0].MessageId, posted.Answers[1].MessageId, posted.Answers[1].MessageId, null]);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Going_on_with_one_takes_its_branch_and_its_model_and_folds_the_others_away()
    {
        using var browser = Browser();
        var posted = await CompareAsync(browser, "Which of you?");
        var winner = posted.Answers![1];

        using var chosen = await browser.PutAsJsonAsync($"/api/chat/{posted.ChatId}/branch", new SelectBranchRequest(winner.MessageId, TakeModel: true), Ct);
        var next = await SayAsync(browser, new PostMessageRequest(posted.ChatId, null, "2 + 2"));
        var history = await HistoryAsync(browser, posted.ChatId);
        var page = await browser.GetStringAsync($"/en/chat/{posted.ChatId}", Ct);
        var opened = await browser.GetStringAsync($"/en/chat/{posted.ChatId}/messages/{winner.MessageId}/comparison", Ct);

        chosen.StatusCode.ShouldBe(HttpStatusCode.OK);
        next.Model.ShouldBe("built-in");
        history.Messages.Select(m => m.Id).ShouldBe([posted.UserMessageId, winner.MessageId, next.UserMessageId, next.MessageId]);
        page.ShouldNotContain($"id=\"m-{posted.Answers[0].MessageId}\"");
        page.ShouldContain("data-folded");
        posted.Answers.ShouldAllBe(a => opened.Contains($"id=\"m-{a.MessageId}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_neither_vote_nor_read()
    {
        using var owner = Browser();
        using var stranger = Browser();
        var mine = await CompareAsync(owner, "Mine");
        await SayAsync(stranger, new PostMessageRequest(null, null, "Other"));

        using var voted = await stranger.PutAsJsonAsync($"/api/chat/{mine.ChatId}/comparisons/{mine.ComparisonId}/vote", new VoteRequest(mine.MessageId), Ct);
        using var read = await stranger.GetAsync($"/en/chat/{mine.ChatId}/messages/{mine.MessageId}/comparison", Ct);
        using var asked = await stranger.PostAsJsonAsync("/api/chat", new { chatId = mine.ChatId, message = "Hi", models = Both }, Ct);

        new[] { voted, read, asked }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "built-in")]
    [InlineData(HttpStatusCode.BadRequest, "built-in", "a", "b", "c", "d")]
    [InlineData(HttpStatusCode.BadRequest, "built-in", "built-in")]
    [InlineData(HttpStatusCode.NotFound, "built-in", null)]
    [InlineData(HttpStatusCode.NotFound, "built-in", "")]
    [InlineData(HttpStatusCode.Forbidden, "built-in", "gpt-5.2")]
    public async Task What_is_no_comparison_is_refused(HttpStatusCode status, params string?[] models)
    {
        using var browser = Browser();

        using var response = await browser.PostAsJsonAsync("/api/chat", new { message = "Hi", models }, Ct);

        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task The_price_is_told_as_a_sum_and_for_each_model()
    {
        using var browser = Browser();

        using var response = await browser.PostAsJsonAsync("/api/chat/estimate", new { message = "Hi", models = new[] { "gpt-5.2", "gpt-5.4", "built-in" } }, Ct);
        var price = (await response.Content.ReadFromJsonAsync<EstimatePriceResponse>(Ct))!;

        price.Models!.Select(part => part.Model).ShouldBe(["gpt-5.2", "gpt-5.4", "built-in"]);
        price.Models!.Select(part => part.ExpectedCredits > 0).ShouldBe([true, true, false]);
        price.ExpectedCredits.ShouldBe(price.Models!.Sum(part => part.ExpectedCredits));
        price.AtMostCredits.ShouldBe(price.Models!.Sum(part => part.AtMostCredits));
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static async Task<ChatHistoryResponse> HistoryAsync(HttpClient browser, Guid chat) =>
        (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", Ct))!;

    private static Task<PostMessageResponse> CompareAsync(HttpClient browser, string message) => SayAsync(browser, new PostMessageRequest(null, null, message, Models: Both));

    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(Ct));
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        foreach (var generation in posted.Answers?.Select(a => a.GenerationId) ?? [posted.GenerationId])
        {
            await ChatApiTests.EndOfAsync(browser, generation);
        }

        return posted;
    }
}
