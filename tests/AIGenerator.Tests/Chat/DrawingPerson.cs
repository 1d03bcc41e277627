using System.Net.Http.Json;
using AIGenerator.Chat.Messages;

namespace AIGenerator.Tests.Chat;

/// <summary>Somebody who has messages drawn.</summary>
internal static class DrawingPerson
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static PostMessageRequest Wish(string words, string model = "built-in-image") => new(null, null, words, ModelOnce: model);

    public static Task<PostMessageResponse> DrawnAsync(this HttpClient person, string key, string words, string model = "built-in-image") =>
        person.PostedAsync("/api/chat", key, Wish(words, model));

    public static async Task<PostMessageResponse> PostedAsync(this HttpClient person, string address, string key, object body)
    {
        using var answer = await person.SendAsync(address, key, body);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient person, string address, string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Idempotency-Key", key);
        return await person.SendAsync(request, Ct);
    }

    /// <summary>The chat once nothing in it is under way.</summary>
    public static async Task<ChatHistoryResponse> AnsweredAsync(this HttpClient person, Guid chat)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var history = (await person.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", patience.Token))!;
            if (history.Messages.All(message => message.Generation?.State != "running"))
            {
                return history;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
