using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Studio;

namespace AIGenerator.Tests.Chat;

/// <summary>Answers that are drawn: what <c>/image</c> asks for.</summary>
public sealed class DrawnAnswerTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_drawn_once_kept_in_the_library_and_can_be_drawn_again_or_in_other_words()
    {
        using var person = await app.PersonAsync();
        var key = StudioPerson.NewKey();
        var first = await DrawnAsync(person, key, "A red [fox]");
        var repeat = await PostedAsync(person, "/api/chat", key, Wish("A red [fox]"));
        repeat.MessageId.ShouldBe(first.MessageId);

        var history = await EndedAsync(person, first.ChatId);
        var answer = history.Messages[1];
        var asset = answer.Html!.Split("href=\"")[1].Split('"')[0];
        using var file = await person.GetAsync(asset, Ct);
        (answer.IsPicture, answer.Model, answer.Generation!.State, answer.Generation.CostCredits).ShouldBe((true, "built-in-image", "succeeded", 0));
        answer.Html!.ShouldContain("alt=\"A red [fox]\"");
        answer.Html!.ShouldContain("width=");
        (file.StatusCode, file.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/png"));
        (history.Model, history.Title).ShouldBe(("built-in", "A red [fox]"));
        (await person.EndedAsync(key)).GetProperty("request").GetProperty("prompt").GetString().ShouldBe("A red [fox]");

        await PostedAsync(person, $"/api/chat/{first.ChatId}/messages/{first.MessageId}/answers", StudioPerson.NewKey(), new AnswerAgainRequest());
        var again = await EndedAsync(person, first.ChatId);
        (again.Messages[1].IsPicture, again.Messages[1].Siblings.Count).ShouldBe((true, 2));

        await PostedAsync(person, "/api/chat", StudioPerson.NewKey(), new PostMessageRequest(first.ChatId, "built-in", "A blue fox", Edits: first.UserMessageId));
        var edited = await EndedAsync(person, first.ChatId);
        (edited.Messages[0].Text, edited.Messages[1].IsPicture).ShouldBe(("A blue fox", true));

        await PostedAsync(person, "/api/chat", StudioPerson.NewKey(), new PostMessageRequest(first.ChatId, null, "And in words?"));
        var said = await EndedAsync(person, first.ChatId);
        (said.Messages[3].IsPicture, said.Messages[3].Model).ShouldBe((false, "built-in"));
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused_and_changes_nothing()
    {
        using var person = await app.PersonAsync();
        using var visitor = app.Browser();
        using var stranger = await app.PersonAsync();
        var drawn = await DrawnAsync(person, StudioPerson.NewKey(), "A hill");
        await EndedAsync(person, drawn.ChatId);
        foreach (var (who, order, code) in new[]
        {
            (visitor, Wish("A hill"), "chat.sign-in-for-model"), (person, Wish(" "), "chat.blank-message"), (person, Wish(new string('x', 50_000)), "images.prompt-length"),
            (person, Wish("A hill") with { ModelOnce = "gpt-image-2" }, "models.unavailable"), (person, Wish("A hill") with { ModelOnce = "nobody" }, "models.unknown"),
            (person, Wish("A hill") with { Temporary = true }, "chat.temporary-drawing"), (person, Wish("A hill") with { Models = ["built-in", "built-in-image"] }, "chat.one-way-to-name"),
            (person, Wish("A hill") with { Attachments = [Guid.CreateVersion7(TimeProvider.System.GetUtcNow())] }, "chat.draws-from-words"),
            (stranger, Wish("A hill") with { ChatId = drawn.ChatId }, "chat.unknown"),
        })
        {
            using var answer = await SendAsync(who, "/api/chat", StudioPerson.NewKey(), order);
            (await answer.CodeOfAsync()).ShouldBe(code);
        }

        var drawnInTheStudio = StudioPerson.NewKey();
        using var ordered = await person.OrderAsync(new { model = "built-in-image", prompt = "A hill" }, drawnInTheStudio);
        using var taken = await SendAsync(person, "/api/chat", drawnInTheStudio, Wish("A hill"));
        (await taken.CodeOfAsync()).ShouldBe("chat.idempotency-key-taken");

        (await person.GetFromJsonAsync<JsonElement>("/api/chat", Ct)).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(2);
        (await EndedAsync(person, drawn.ChatId)).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_shared_chat_shows_its_pictures_as_long_as_it_is_shared_and_files_bring_them_along()
    {
        using var person = await app.PersonAsync();
        using var stranger = app.Browser();
        var drawn = await DrawnAsync(person, StudioPerson.NewKey(), "A hill");
        var asset = (await EndedAsync(person, drawn.ChatId)).Messages[1].Html!.Split("/api/assets/")[1][..36];
        using var shared = await SendAsync(person, $"/api/chat/{drawn.ChatId}/shares", StudioPerson.NewKey(), new { });
        var link = await shared.Content.ReadFromJsonAsync<JsonElement>(Ct);
        var token = link.GetProperty("url").GetString()!.Split('/')[^1];
        var pictures = $"/api/chat/shares/{token}/pictures";

        var page = await stranger.GetStringAsync($"/en/share/{token}", Ct);
        page.ShouldContain($"src=\"{pictures}/{asset}?size=2\"");
        page.ShouldNotContain("/api/assets/");
        (await StatusOfAsync(stranger, $"{pictures}/{asset}?size=2")).ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync(stranger, $"/api/assets/{asset}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(stranger, $"{pictures}/{drawn.MessageId}")).ShouldBe(HttpStatusCode.NotFound);

        var html = await person.GetStringAsync($"/api/chat/{drawn.ChatId}/export?format=html", Ct);
        html.ShouldContain("src=\"data:image/webp;base64,");
        html.ShouldNotContain("/api/assets/");

        using var copied = await SendAsync(stranger, $"/api/chat/shares/{token}/copies", StudioPerson.NewKey(), new { });
        var copy = await stranger.GetFromJsonAsync<JsonElement>($"/api/chat/history/{(await copied.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("chatId").GetString()}", Ct);
        copy.GetProperty("messages")[1].GetProperty("text").GetString().ShouldBe("*A hill*");

        using var revoked = await person.DeleteAsync($"/api/chat/{drawn.ChatId}/shares/{link.GetProperty("id").GetString()}", Ct);
        (await StatusOfAsync(stranger, $"{pictures}/{asset}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_price_of_a_picture_is_told_before()
    {
        using var person = await app.PersonAsync();

        using var answer = await person.PostAsJsonAsync("/api/chat/estimate", Wish("A hill"), Ct);
        var price = await answer.Content.ReadFromJsonAsync<EstimatePriceResponse>(Ct);

        (price!.ExpectedCredits, price.AtMostCredits, price.Models).ShouldBe((0, 0, null));
    }

    private static PostMessageRequest Wish(string words) => new(null, null, words, ModelOnce: "built-in-image");

    private static Task<PostMessageResponse> DrawnAsync(HttpClient person, string key, string words) => PostedAsync(person, "/api/chat", key, Wish(words));

    private static async Task<PostMessageResponse> PostedAsync(HttpClient person, string address, string key, object body)
    {
        using var answer = await SendAsync(person, address, key, body);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient person, string address, string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Idempotency-Key", key);
        return await person.SendAsync(request, Ct);
    }

    private static async Task<ChatHistoryResponse> EndedAsync(HttpClient person, Guid chat)
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

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient who, string address)
    {
        using var answer = await who.GetAsync(address, Ct);
        return answer.StatusCode;
    }
}
