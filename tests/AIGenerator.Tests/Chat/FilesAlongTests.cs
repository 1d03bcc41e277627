using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Tests.Accounts;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Chat;

/// <summary>What people attached goes along where their chat goes: by name, in JSON with its text.</summary>
public sealed class FilesAlongTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    // The built-in model repeats what it is told: only the question is looked at.
    private const string Words = "Secret words of the file";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exports_name_the_files_of_a_question_and_json_holds_their_text()
    {
        using var owner = await PersonAsync();
        var chat = await FileOnlyChatAsync(owner, "a_plan*.md");

        using var json = JsonDocument.Parse(await owner.GetStringAsync($"/api/chat/{chat}/export?format=json", Ct));
        var markdown = await owner.GetStringAsync($"/api/chat/{chat}/export?format=markdown", Ct);
        var page = await new HtmlParser().ParseDocumentAsync(await owner.GetStringAsync($"/api/chat/{chat}/export?format=html", Ct), Ct);

        var file = json.RootElement.GetProperty("chat").GetProperty("messages")[0].GetProperty("attachments")[0];
        (file.GetProperty("name").GetString(), file.GetProperty("kind").GetString(), file.GetProperty("sizeBytes").GetInt64(), file.GetProperty("text").GetString())
            .ShouldBe(("a_plan*.md", "text", Words.Length, Words));
        markdown.ShouldContain("\n- a\\_plan\\*\\.md · 1");
        markdown.ShouldNotContain("\n>\n");
        markdown.Split("\n## 2.")[0].ShouldNotContain(Words);
        page.QuerySelector(".document-question .document-files li")!.TextContent.ShouldStartWith("a_plan*.md");
        page.QuerySelectorAll(".document-question .document-words").ShouldBeEmpty();
        page.QuerySelector(".document-question")!.TextContent.ShouldNotContain(Words);
    }

    [Fact]
    public async Task A_link_names_the_files_and_gives_nothing_of_them_away()
    {
        using var owner = await PersonAsync();
        using var reader = await PersonAsync();
        var chat = await FileOnlyChatAsync(owner, "plan.md");
        var share = await ShareTests.ShareAsync(owner, chat);

        var html = await reader.GetStringAsync("/en" + new Uri(share.Url).AbsolutePath, Ct);
        var copy = await CopyAsync(reader, share);
        var own = await CopyAsync(owner, share);

        var page = await new HtmlParser().ParseDocumentAsync(html, Ct);
        page.QuerySelector(".document-files li").ShouldNotBeNull(html).TextContent.ShouldStartWith("plan.md");
        page.QuerySelector("meta[property='og:description']")!.GetAttribute("content").ShouldBe("plan.md");
        page.QuerySelector(".document-question")!.TextContent.ShouldNotContain(Words);
        html.ShouldNotContain("/api/chat/attachments");
        (copy.Text, copy.Attachments.Count).ShouldBe(("📎 plan.md", 0));
        own.Text.ShouldBe("");
        (await owner.GetStringAsync($"/api/chat/attachments/{own.Attachments.ShouldHaveSingleItem().Id}", Ct)).ShouldBe(Words);
    }

    private static async Task<MessageResponse> CopyAsync(HttpClient browser, ShareResponse share)
    {
        using var copied = await browser.PostAsync($"/api/chat/shares/{new Uri(share.Url).AbsolutePath[7..]}/copies", null, Ct);
        var copy = (await copied.Content.ReadFromJsonAsync<CopyShareResponse>(Ct))!;
        return (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{copy.ChatId}", Ct))!.Messages[0];
    }

    private static async Task<Guid> FileOnlyChatAsync(HttpClient browser, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Words)), "file", name } };
        using var uploaded = await browser.PostAsync("/api/chat/attachments", form, Ct);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Created);
        var file = (await uploaded.Content.ReadFromJsonAsync<AttachmentResponse>(Ct))!;
        return (await ShareTests.SayAsync(browser, new PostMessageRequest(null, "built-in", "", Attachments: [file.Id]))).ChatId;
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }
}
