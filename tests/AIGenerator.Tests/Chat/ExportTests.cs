using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Export;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Infrastructure;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

public sealed class ExportTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Evil = "<script>alert(1)</script> ```open\n</style><img src=x onerror=alert(2)>";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_holds_the_whole_tree_and_the_shown_branch_on_request()
    {
        using var browser = Browser();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, "One"));
        var edited = await SayAsync(browser, new PostMessageRequest(first.ChatId, null, "Uno", Edits: first.UserMessageId));

        using var whole = await JsonAsync(browser, $"/api/chat/{first.ChatId}/export?format=json");
        using var shown = await JsonAsync(browser, $"/api/chat/{first.ChatId}/export?format=json&branch=shown");

        whole.RootElement.GetProperty("format").GetString().ShouldBe("aigenerator.chat");
        whole.RootElement.GetProperty("version").GetInt32().ShouldBe(1);
        Messages(whole).Select(m => m.GetProperty("id").GetGuid())
            .ShouldBe([first.UserMessageId, first.MessageId, edited.UserMessageId, edited.MessageId]);
        Messages(whole)[1].GetProperty("parentId").GetGuid().ShouldBe(first.UserMessageId);
        Messages(whole)[1].GetProperty("state").GetString().ShouldBe("succeeded");
        whole.RootElement.GetProperty("chat").GetProperty("leafId").GetGuid().ShouldBe(edited.MessageId);
        Messages(shown).Select(m => m.GetProperty("id").GetGuid()).ShouldBe([edited.UserMessageId, edited.MessageId]);
    }

    [Fact]
    public async Task A_page_brings_its_style_along_and_nothing_in_it_runs()
    {
        using var browser = Browser();
        var said = await SayAsync(browser, new PostMessageRequest(null, null, Evil));
        using var renamed = await browser.PatchAsJsonAsync($"/api/chat/{said.ChatId}", new RenameChatRequest("</title><script>alert(3)</script> Тепло"), Ct);

        using var response = await browser.GetAsync($"/api/chat/{said.ChatId}/export?format=html", Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        var page = await new HtmlParser().ParseDocumentAsync(html, Ct);

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox;");
        page.QuerySelectorAll("script, img, iframe, link, object, base, form, [style], [onerror], [onclick]").ShouldBeEmpty();
        page.Title.ShouldBe("</title><script>alert(3)</script> Тепло");
        page.QuerySelector(".document-words")!.TextContent.ShouldBe(Evil);
        page.QuerySelectorAll(".document-answer .prose").Length.ShouldBe(1);
        page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content").ShouldBe(DocumentStyle.Policy);
        page.QuerySelector("style")!.TextContent.ShouldBe(DocumentStyle.Css);
        html.ShouldContain("Тепло");
    }

    [Fact]
    public async Task Markdown_keeps_what_people_wrote_apart_and_closes_open_fences()
    {
        using var browser = Browser();
        var said = await SayAsync(browser, new PostMessageRequest(null, null, "# Not a heading\n```\nopen"));

        var text = await browser.GetStringAsync($"/api/chat/{said.ChatId}/export", Ct);

        text.ShouldStartWith("---\ntitle: \"");
        text.ShouldContain("> # Not a heading\n> ```\n> open\n");
        MarkdownExport.Closed("Look:\n~~~~md\n```cs\nvar x;\n```").ShouldBe("Look:\n~~~~md\n```cs\nvar x;\n```\n~~~~");
        MarkdownExport.Closed("Look:\n````md\n```\n````\n").ShouldBe("Look:\n````md\n```\n````");
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc passwd")]
    [InlineData("  Тепло: «ціна»?  ", "Тепло «ціна»")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("a\u202Egpj.exe\r\nX: y", "agpj.exe X y")]
    [InlineData("...", "chat")]
    public void File_names_are_safe_everywhere(string title, string name) => SafeFileName.Of(title).ShouldBe(name);

    [Fact]
    public async Task The_file_is_called_like_the_chat_in_any_alphabet()
    {
        using var browser = Browser();
        var said = await SayAsync(browser, new PostMessageRequest(null, null, "Тепло \"наше\""));

        using var response = await browser.GetAsync($"/api/chat/{said.ChatId}/export?format=json", Ct);

        var disposition = response.Content.Headers.ContentDisposition!;
        disposition.DispositionType.ShouldBe("attachment");
        disposition.FileNameStar.ShouldBe("Тепло наше.json");
    }

    [Fact]
    public async Task All_chats_come_as_an_archive()
    {
        using var browser = Browser();
        var one = await SayAsync(browser, new PostMessageRequest(null, null, "Same title"));
        var two = await SayAsync(browser, new PostMessageRequest(null, null, "Same title"));
        var gone = await SayAsync(browser, new PostMessageRequest(null, null, "Deleted"));
        using var deleted = await browser.DeleteAsync($"/api/chat/{gone.ChatId}", Ct);

        using var response = await browser.GetAsync("/api/chat/export?format=json", Ct);
        await using var archive = new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync(Ct)));
        var chats = new List<Guid>();
        foreach (var entry in archive.Entries)
        {
            await using var content = await entry.OpenAsync(Ct);
            using var json = await JsonDocument.ParseAsync(content, cancellationToken: Ct);
            chats.Add(json.RootElement.GetProperty("chat").GetProperty("id").GetGuid());
        }

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        chats.ShouldBe([one.ChatId, two.ChatId]);
        archive.Entries.Select(entry => entry.Name).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Strangers_and_unknown_formats_get_nothing()
    {
        using var owner = Browser();
        using var stranger = Browser();
        var mine = await SayAsync(owner, new PostMessageRequest(null, null, "Mine"));
        await SayAsync(stranger, new PostMessageRequest(null, null, "Other"));

        using var foreign = await stranger.GetAsync($"/api/chat/{mine.ChatId}/export?format=json", Ct);
        using var nobody = await Browser().GetAsync("/api/chat/export", Ct);
        using var format = await owner.GetAsync($"/api/chat/{mine.ChatId}/export?format=docx", Ct);
        using var branch = await owner.GetAsync($"/api/chat/{mine.ChatId}/export?branch=best", Ct);
        using var all = await owner.GetAsync("/api/chat/export?format=docx", Ct);

        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        new[] { format, branch, all }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_pdf_is_printed_where_there_is_a_browser()
    {
        using var browser = Browser();
        var said = await SayAsync(browser, new PostMessageRequest(null, null, "Print me"));
        var before = Directory.GetDirectories(Path.GetTempPath(), "aig-print-*").Length;

        using var response = await browser.GetAsync($"/api/chat/{said.ChatId}/export?format=pdf", Ct);

        if (!app.Services.GetRequiredService<Chromium>().IsThere)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            return;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Encoding.ASCII.GetString(await response.Content.ReadAsByteArrayAsync(Ct), 0, 5).ShouldBe("%PDF-");
        Directory.GetDirectories(Path.GetTempPath(), "aig-print-*").Length.ShouldBe(before);
    }

    [Fact]
    public async Task All_chats_are_printed_where_there_is_a_browser()
    {
        Assert.SkipUnless(app.Services.GetRequiredService<Chromium>().IsThere, "Nothing here prints.");
        using var browser = Browser();
        await SayAsync(browser, new PostMessageRequest(null, null, "Print the first"));
        await SayAsync(browser, new PostMessageRequest(null, null, "Print the second"));

        await using var archive = new ZipArchive(await browser.GetStreamAsync("/api/chat/export?format=pdf", Ct));

        archive.Entries.Count.ShouldBe(2);
        foreach (var entry in archive.Entries)
        {
            entry.Name.ShouldEndWith(".pdf");
            using var reader = new StreamReader(await entry.OpenAsync(Ct), Encoding.Latin1);
            (await reader.ReadToEndAsync(Ct)).ShouldStartWith("%PDF-");
        }
    }

    [Fact]
    public async Task A_pdf_has_its_formulas_drawn()
    {
        Assert.SkipUnless(app.Services.GetRequiredService<Chromium>().IsThere, "Nothing here prints.");
        using var browser = Browser();
        var said = await SayAsync(browser, new PostMessageRequest(null, null, "A half"));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            const string answer = "$$\\frac{1}{2}$$";
            await scope.ServiceProvider.GetRequiredService<AppDb>().Messages.Where(m => m.Id == said.MessageId).ExecuteUpdateAsync(row => row.SetProperty(m => m.Text, answer), Ct);
        }

        var pdf = await browser.GetByteArrayAsync($"/api/chat/{said.ChatId}/export?format=pdf", Ct);

        // KaTeX's fonts are on paper only where it has drawn.
        Encoding.Latin1.GetString(pdf).ShouldContain("KaTeX_Main");
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static async Task<JsonDocument> JsonAsync(HttpClient browser, string address) => JsonDocument.Parse(await browser.GetStringAsync(address, Ct));

    private static List<JsonElement> Messages(JsonDocument export) => [.. export.RootElement.GetProperty("chat").GetProperty("messages").EnumerateArray()];

    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }
}
