using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Accounts;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Chat;

public sealed class ImportApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_exported_can_be_brought_back_whole_by_another_person()
    {
        using var one = await PersonAsync();
        using var other = await PersonAsync();
        var first = await SayAsync(one, new PostMessageRequest(null, "built-in", "One"));
        await SayAsync(one, new PostMessageRequest(first.ChatId, "built-in", "Uno", Edits: first.UserMessageId));
        var archive = await one.GetByteArrayAsync("/api/chat/export?format=json", Ct);

        var import = await UploadAsync(other, archive, "chats.zip");
        using var started = await other.PutAsync($"/api/chat/imports/{import.Id}/start", null, Ct);
        await EndAsync(other, import.Id);
        var list = (await other.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!;
        var history = (await other.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{list.Items.ShouldHaveSingleItem().Id}", Ct))!;

        (import.State, import.Chats, import.Messages).ShouldBe(("ready", 1, 4));
        import.Sources.ShouldBe(["AI Generator"]);
        history.Title.ShouldBe("One");
        history.Messages[0].Text.ShouldBe("Uno");
        history.Messages[0].Siblings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_page_looks_first_and_imports_then_with_foreign_words_inert()
    {
        using var person = await PersonAsync();

        using var looked = await person.PostAsync("/en/settings/data/import/files", Form(await File.ReadAllBytesAsync(ForeignFormatTests.Sample("chatgpt.json"), Ct), "<b>x<b>.json"), Ct);
        var address = looked.Headers.Location!.OriginalString;
        var report = await person.OpenAsync(address);
        using var started = await person.PostAsync(address.Replace("/import/", "/import/files/", StringComparison.Ordinal) + "/start", null, Ct);
        await EndAsync(person, Guid.Parse(address[^36..]));
        var done = await person.OpenAsync(address);

        looked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        report.QuerySelector(".import-titles li")!.TextContent.ShouldBe("Balcony tomatoes <script>alert(1)</script>");
        report.QuerySelector(".import-name")!.TextContent.ShouldContain("<b>x<b>.json");
        started.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        done.QuerySelector("#content h2")!.TextContent.ShouldBe("Import finished");
    }

    [Fact]
    public async Task Foreign_imports_do_not_exist_and_visitors_have_none()
    {
        using var one = await PersonAsync();
        using var other = await PersonAsync();
        using var visitor = app.Browser();
        visitor.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var import = await UploadAsync(one, await File.ReadAllBytesAsync(ForeignFormatTests.Sample("claude.json"), Ct), "claude.json");

        using var read = await other.GetAsync($"/api/chat/imports/{import.Id}", Ct);
        using var started = await other.PutAsync($"/api/chat/imports/{import.Id}/start", null, Ct);
        using var dropped = await other.DeleteAsync($"/api/chat/imports/{import.Id}", Ct);
        using var page = await other.GetAsync($"/en/settings/data/import/{import.Id}", Ct);
        using var refused = await visitor.PostAsync("/api/chat/imports", Form("[]"u8.ToArray(), "x.json"), Ct);

        new[] { read, started, dropped, page }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("[]", "chat.nothing-to-import")]
    [InlineData("[{\"a\":1}]", "chat.not-an-export")]
    [InlineData("no", "chat.not-an-export")]
    public async Task A_file_that_is_no_export_is_refused_in_words(string content, string code)
    {
        using var person = await PersonAsync();

        using var refused = await person.PostAsync("/api/chat/imports", Form(System.Text.Encoding.UTF8.GetBytes(content), "x.json"), Ct);
        using var empty = await person.PostAsJsonAsync("/api/chat/imports", new { }, Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString().ShouldBe(code);
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_archive_that_grows_without_end_is_refused()
    {
        using var person = await PersonAsync();
        using var bomb = new MemoryStream();
        await using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var content = await archive.CreateEntry("conversations.json", CompressionLevel.Fastest).OpenAsync(Ct);
            var block = new byte[4 * 1024 * 1024];
            Array.Fill(block, (byte)' ');
            content.Write("["u8);
            for (var written = 0L; written <= ExportFile.LargestUnpacked; written += block.Length)
            {
                content.Write(block);
            }
        }

        using var refused = await person.PostAsync("/api/chat/imports", Form(bomb.ToArray(), "bomb.zip"), Ct);

        (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString().ShouldBe("chat.import-too-large");
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static MultipartFormDataContent Form(byte[] content, string name)
    {
        var form = new MultipartFormDataContent();
        form.Add(new StringContent("ignored"), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(content), "file", name);
        return form;
    }

    internal static async Task<ImportResponse> UploadAsync(HttpClient browser, byte[] content, string name)
    {
        using var response = await browser.PostAsync("/api/chat/imports", Form(content, name), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Ct));
        return (await response.Content.ReadFromJsonAsync<ImportResponse>(Ct))!;
    }

    // The live topic ends with the import.
    internal static async Task EndAsync(HttpClient browser, Guid import)
    {
        await using var stream = await browser.GetStreamAsync($"/api/events?topics=import:{import}~0", Ct);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains("\"done\"", StringComparison.Ordinal)
                && JsonDocument.Parse(line[5..]).RootElement.GetProperty("data").GetProperty("state").GetString() == "done")
            {
                return;
            }
        }

        throw new ShouldAssertException("The import's topic ended before the import.");
    }

    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }
}
