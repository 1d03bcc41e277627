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
        var first = await person.DrawnAsync(key, "A red [fox]");
        var repeat = await person.PostedAsync("/api/chat", key, DrawingPerson.Wish("A red [fox]"));
        repeat.MessageId.ShouldBe(first.MessageId);

        var history = await person.AnsweredAsync(first.ChatId);
        var answer = history.Messages[1];
        var asset = answer.Html!.Split("href=\"")[1].Split('"')[0];
        using var file = await person.GetAsync(asset, Ct);
        (answer.IsPicture, answer.Model, answer.Generation!.State, answer.Generation.CostCredits).ShouldBe((true, "built-in-image", "succeeded", 0));
        answer.Html!.ShouldContain("alt=\"A red [fox]\"");
        answer.Html!.ShouldContain("width=");
        (file.StatusCode, file.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/png"));
        (history.Model, history.Title).ShouldBe(("built-in", "A red [fox]"));
        (await person.EndedAsync(key)).GetProperty("request").GetProperty("prompt").GetString().ShouldBe("A red [fox]");

        await person.PostedAsync($"/api/chat/{first.ChatId}/messages/{first.MessageId}/answers", StudioPerson.NewKey(), new AnswerAgainRequest());
        var again = await person.AnsweredAsync(first.ChatId);
        (again.Messages[1].IsPicture, again.Messages[1].Siblings.Count).ShouldBe((true, 2));

        await person.PostedAsync("/api/chat", StudioPerson.NewKey(), new PostMessageRequest(first.ChatId, "built-in", "A blue fox", Edits: first.UserMessageId));
        var edited = await person.AnsweredAsync(first.ChatId);
        (edited.Messages[0].Text, edited.Messages[1].IsPicture).ShouldBe(("A blue fox", true));

        await person.PostedAsync("/api/chat", StudioPerson.NewKey(), new PostMessageRequest(first.ChatId, null, "And in words?"));
        var said = await person.AnsweredAsync(first.ChatId);
        (said.Messages[3].IsPicture, said.Messages[3].Model).ShouldBe((false, "built-in"));
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused_and_changes_nothing()
    {
        using var person = await app.PersonAsync();
        using var visitor = app.Browser();
        using var stranger = await app.PersonAsync();
        var drawn = await person.DrawnAsync(StudioPerson.NewKey(), "A hill");
        await person.AnsweredAsync(drawn.ChatId);
        foreach (var (who, order, code) in new[]
        {
            (visitor, DrawingPerson.Wish("A hill"), "chat.sign-in-for-model"), (person, DrawingPerson.Wish(" "), "chat.blank-message"), (person, DrawingPerson.Wish(new string('x', 50_000)), "images.prompt-length"),
            (person, DrawingPerson.Wish("A hill") with { ModelOnce = "gpt-image-2" }, "models.unavailable"), (person, DrawingPerson.Wish("A hill") with { ModelOnce = "nobody" }, "models.unknown"),
            (person, DrawingPerson.Wish("A hill") with { Temporary = true }, "chat.temporary-drawing"), (person, DrawingPerson.Wish("A hill") with { Models = ["built-in", "built-in-image"] }, "chat.one-way-to-name"),
            (person, DrawingPerson.Wish("A hill") with { Attachments = [Guid.CreateVersion7(TimeProvider.System.GetUtcNow())] }, "chat.draws-from-words"),
            (stranger, DrawingPerson.Wish("A hill") with { ChatId = drawn.ChatId }, "chat.unknown"),
        })
        {
            using var answer = await who.SendAsync("/api/chat", StudioPerson.NewKey(), order);
            (await answer.CodeOfAsync()).ShouldBe(code);
        }

        var drawnInTheStudio = StudioPerson.NewKey();
        using var ordered = await person.OrderAsync(new { model = "built-in-image", prompt = "A hill" }, drawnInTheStudio);
        using var taken = await person.SendAsync("/api/chat", drawnInTheStudio, DrawingPerson.Wish("A hill"));
        (await taken.CodeOfAsync()).ShouldBe("chat.idempotency-key-taken");

        (await person.GetFromJsonAsync<JsonElement>("/api/chat", Ct)).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(2);
        (await person.AnsweredAsync(drawn.ChatId)).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_shared_chat_shows_its_pictures_as_long_as_it_is_shared_and_files_bring_them_along()
    {
        using var person = await app.PersonAsync();
        using var stranger = app.Browser();
        var drawn = await person.DrawnAsync(StudioPerson.NewKey(), "A hill");
        var asset = (await person.AnsweredAsync(drawn.ChatId)).Messages[1].Html!.Split("/api/assets/")[1][..36];
        using var shared = await person.SendAsync($"/api/chat/{drawn.ChatId}/shares", StudioPerson.NewKey(), new { });
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

        using var copied = await stranger.SendAsync($"/api/chat/shares/{token}/copies", StudioPerson.NewKey(), new { });
        var copy = await stranger.GetFromJsonAsync<JsonElement>($"/api/chat/history/{(await copied.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("chatId").GetString()}", Ct);
        copy.GetProperty("messages")[1].GetProperty("text").GetString().ShouldBe("*A hill*");

        using var revoked = await person.DeleteAsync($"/api/chat/{drawn.ChatId}/shares/{link.GetProperty("id").GetString()}", Ct);
        (await StatusOfAsync(stranger, $"{pictures}/{asset}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_price_of_a_picture_is_told_before()
    {
        using var person = await app.PersonAsync();

        using var answer = await person.PostAsJsonAsync("/api/chat/estimate", DrawingPerson.Wish("A hill"), Ct);
        var price = await answer.Content.ReadFromJsonAsync<EstimatePriceResponse>(Ct);

        (price!.ExpectedCredits, price.AtMostCredits, price.Models).ShouldBe((0, 0, null));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient who, string address)
    {
        using var answer = await who.GetAsync(address, Ct);
        return answer.StatusCode;
    }
}
