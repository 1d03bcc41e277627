using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Media;

namespace AIGenerator.Tests.Chat;

public sealed class AttachmentApiTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitor_attaches_a_text_asks_about_it_and_reads_it_back()
    {
        using var browser = Browser();
        using var uploaded = await UploadAsync(browser, "<script>alert(1)</script>"u8.ToArray(), "../x; y\u202E.html");
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Created);
        var file = (await uploaded.Content.ReadFromJsonAsync<AttachmentResponse>(Ct))!;

        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello", Attachments: [file.Id]), Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        using var read = await browser.GetAsync($"/api/chat/attachments/{file.Id}", Ct);
        var page = await browser.GetStringAsync($"/uk/chat/{posted.ChatId}", Ct);

        using var forked = await browser.PostAsJsonAsync($"/api/chat/{posted.ChatId}/forks", new ForkChatRequest(posted.UserMessageId), Ct);
        var copy = (await forked.Content.ReadFromJsonAsync<ForkChatResponse>(Ct))!.ChatId;
        var copied = (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{copy}", Ct))!.Messages[0].Attachments.ShouldHaveSingleItem();

        copied.Id.ShouldNotBe(file.Id);
        (await browser.GetStringAsync($"/api/chat/attachments/{copied.Id}", Ct)).ShouldBe("<script>alert(1)</script>");
        file.Name.ShouldNotContain("/");
        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        read.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        read.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        read.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        page.ShouldContain($"/api/chat/attachments/{file.Id}");
        using var taken = await browser.DeleteAsync($"/api/chat/attachments/{file.Id}", Ct);
        taken.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_picture_is_shown_and_can_be_taken_back_before_it_is_sent()
    {
        using var browser = Browser();
        using var uploaded = await UploadAsync(browser, MadeFiles.Png(30, 20), "a.png");
        var file = (await uploaded.Content.ReadFromJsonAsync<AttachmentResponse>(Ct))!;

        using var shown = await browser.GetAsync($"/api/chat/attachments/{file.Id}", Ct);
        using var taken = await browser.DeleteAsync($"/api/chat/attachments/{file.Id}", Ct);
        using var gone = await browser.GetAsync($"/api/chat/attachments/{file.Id}", Ct);

        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        shown.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Strangers_files_do_not_exist()
    {
        using var owner = Browser();
        using var stranger = Browser();
        using var uploaded = await UploadAsync(owner, "mine"u8.ToArray(), "a.txt");
        using var own = await UploadAsync(stranger, "theirs"u8.ToArray(), "b.txt");
        var file = (await uploaded.Content.ReadFromJsonAsync<AttachmentResponse>(Ct))!;

        using var read = await stranger.GetAsync($"/api/chat/attachments/{file.Id}", Ct);
        using var taken = await stranger.DeleteAsync($"/api/chat/attachments/{file.Id}", Ct);
        using var sent = await stranger.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hi", Attachments: [file.Id]), Ct);

        new[] { read, taken, sent }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Too_large_is_413_and_names_the_limit_and_blind_is_422()
    {
        using var browser = Browser();
        using var large = await UploadAsync(browser, new byte[6 * 1024 * 1024], "a.png");
        using var picture = await UploadAsync(browser, MadeFiles.Png(8, 8), "a.png");
        var file = (await picture.Content.ReadFromJsonAsync<AttachmentResponse>(Ct))!;
        using var blind = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hi", Attachments: [file.Id]), Ct);

        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await large.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString()!.ShouldContain("5");
        blind.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_body_without_a_file_is_refused(string type)
    {
        using var browser = Browser();
        using var content = new ByteArrayContent("--nothing--"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await browser.PostAsync("/api/chat/attachments", content, Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await browser.PostAsync("/api/chat/attachments", form, Ct);
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }
}
