using System.Net.Http.Json;

namespace AIGenerator.Tests.Chat;

/// <summary>A search costs the owner money whether an answer comes of it or not: what is refused anyway is refused before.</summary>
public sealed class RefusedSearchTests(HostileApp app) : IClassFixture<HostileApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"model":"local/sim-model","message":"What is new in Lviv today?","web":true,"chatId":"0195a1c0-0000-7000-8000-000000000001"}""", 404)]
    [InlineData("""{"model":"nobody","message":"What is new in Lviv today?","web":true}""", 404)]
    [InlineData("""{"model":"local/sim-model","message":"What is new in Lviv today?","web":true,"attachments":["0195a1c0-0000-7000-8000-000000000001"]}""", 404)]
    [InlineData("""{"model":"local/sim-model","message":"What is new in Lviv today?","web":true,"parentId":"0195a1c0-0000-7000-8000-000000000001"}""", 404)]
    public async Task No_search_is_begun_for_an_answer_that_is_refused(string body, int status)
    {
        var before = Searches;

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await app.Person.PostAsync("/api/chat", content, Ct);

        ((int)refused.StatusCode).ShouldBe(status, await refused.Content.ReadAsStringAsync(Ct));
        Searches.ShouldBe(before);
    }

    [Fact]
    public async Task A_message_that_is_taken_is_searched_for_once()
    {
        var before = Searches;

        using var taken = await app.Person.PostAsJsonAsync("/api/chat", new { model = "local/sim-model", message = "What is new in Kyiv today?", web = true }, Ct);

        taken.EnsureSuccessStatusCode();
        Searches.ShouldBe(before + 1);
    }

    [Fact]
    public async Task The_same_message_sent_twice_at_once_is_answered_once()
    {
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        var answers = await Task.WhenAll(SendAsync(key), SendAsync(key));

        answers.ShouldAllBe(answer => answer.Status == System.Net.HttpStatusCode.Accepted);
        answers.Select(answer => answer.Generation).Distinct().ShouldHaveSingleItem();
    }

    private async Task<(System.Net.HttpStatusCode Status, string? Generation)> SendAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = JsonContent.Create(new { model = "local/sim-model", message = "What is new in Odesa today?", web = true }),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await app.Person.SendAsync(request, Ct);
        var body = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Ct);
        return (answer.StatusCode, body.TryGetProperty("generationId", out var id) ? id.GetString() : body.ToString());
    }

    private int Searches => app.Vendor.Requests.Count(request => request.Path.Contains("tavily", StringComparison.Ordinal));
}
