using System.Net;
using AIGenerator.Tests.Accounts;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Chat;

/// <summary>The chat's own form, as a browser sends it before the script is there.</summary>
public sealed class FormWithoutScriptTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pressed_twice_it_asks_once_and_another_page_asks_anew()
    {
        using var person = app.Browser();
        await person.RegisterAsync();
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var key = await KeyAsync(person);

        using var first = await SendAsync(person, key);
        using var second = await SendAsync(person, key);
        using var other = await SendAsync(person, await KeyAsync(person));
        using var withoutKey = await SendAsync(person, "not a key");

        first.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        other.Headers.Location.ShouldNotBe(first.Headers.Location);
        withoutKey.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        withoutKey.Headers.Location.ShouldNotBe(first.Headers.Location);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient person, string key) => person.PostAsync(
        "/en/chat",
        new FormUrlEncodedContent([new("_handler", "chat-send"), new("key", key), new("model", "built-in"), new("message", "2 + 2")]),
        Ct);

    private static async Task<string> KeyAsync(HttpClient person)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await person.GetStringAsync("/en/chat", Ct), Ct);
        return page.QuerySelector("prompt-composer input[name=key]")!.GetAttribute("value")!;
    }
}
