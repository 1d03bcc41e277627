using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Simulators;
using AngleSharp.Dom;

namespace AIGenerator.Tests.Chat;

/// <summary>One list of hostile texts through every way in, and every way out looked at: nothing acts and no page breaks.</summary>
public sealed class HostileInputTests(HostileApp app) : IClassFixture<HostileApp>
{
    private const string Model = "local/sim-model";

    /// <summary>What the vendor's model can read; answers and imports are longer.</summary>
    private const int LongestAsked = 1_500;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. HostileTexts.All.Keys];

    private HttpClient Person => app.Person;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Questions_answers_thoughts_files_and_instructions_stay_words(string name)
    {
        var text = HostileTexts.All[name];
        if (await IsRefusedAsync(text))
        {
            return;
        }

        var file = await UploadAsync(text, text);
        app.Vendor.Next(new SimPlan(Reasons: true, Text: text, Thought: text));

        var said = await SayAsync(text, $""","instructions":"{HostileTexts.Json(Cut(text, LongestAsked))}","attachments":["{file}"]""");
        var stream = await StreamAsync(said.GenerationId);
        app.Vendor.Next(new SimPlan(Text: text));
        await SayAsync(text, $""","chatId":"{said.ChatId}","edits":"{said.UserMessageId}" """);

        stream.ShouldNotBeEmpty();
        stream.ForEach(AnswerHtml.ShouldBeAllowed);
        var page = await PageAsync($"/uk/chat/{said.ChatId}");
        page.QuerySelectorAll("article.question .bubble").ShouldAllBe(bubble => !bubble.Children.Any());
        page.QuerySelectorAll("article.answer").ShouldNotBeEmpty();
        page.QuerySelectorAll("textarea#chat-message, textarea[name=message]").Length.ShouldBe(1);
        HostilePage.Skeleton(page).ShouldBe(HostilePage.Skeleton(await PageAsync($"/uk/chat/{await PlainAsync()}")));
        await PageAsync($"/en/chat/{said.ChatId}/messages");
        await PageAsync($"/en/chat/{said.ChatId}/messages/{said.MessageId}");
        await PageAsync($"/en/chat/settings?chat={said.ChatId}");
        await TakenAwayAsync(said.ChatId);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Titles_and_folders_stay_words_in_lists_search_and_links(string name)
    {
        var text = HostileTexts.All[name];
        if (await IsRefusedAsync(text))
        {
            return;
        }

        app.Vendor.Next(new SimPlan(Text: text));
        var said = await SayAsync($"pwned {text}", "");
        using var renamed = await SendAsync(HttpMethod.Patch, $"/api/chat/{said.ChatId}", $$"""{"title":"{{HostileTexts.Json(Cut(text, 200))}}"}""");
        using var folder = await SendAsync(HttpMethod.Post, "/api/chat/folders", $$"""{"name":"{{HostileTexts.Json(Cut(text, 60))}}"}""");

        ((int)renamed.StatusCode).ShouldBeInRange(200, 499);
        ((int)folder.StatusCode).ShouldBeInRange(200, 499);
        var page = await PageAsync($"/en/chat/{said.ChatId}");
        page.Title!.ShouldNotBeEmpty();
        page.QuerySelectorAll("title").Count(title => title.NamespaceUri == "http://www.w3.org/1999/xhtml").ShouldBe(1);
        await PageAsync("/uk/chat");
        await PageAsync("/en/chat/folders");
        var found = await Person.GetFromJsonAsync<JsonElement>("/api/chat/search?q=pwned", Ct);
        found.GetProperty("items").EnumerateArray().ShouldNotBeEmpty();
        (await Person.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!.Items.ShouldNotBeEmpty();

        var share = await ShareTests.ShareAsync(Person, said.ChatId);
        using var reader = app.Browser();
        var shared = HostilePage.ShouldBeInert(await reader.GetStringAsync("/uk" + new Uri(share.Url).AbsolutePath, Ct));
        shared.QuerySelectorAll("meta[property^='og:'], meta[name^='twitter:'], meta[name=description]").ShouldAllBe(meta => meta.Attributes.Length == 2);
        shared.QuerySelectorAll(".document-message").Length.ShouldBe(2);
        await TakenAwayAsync(said.ChatId);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_search_finds_stays_words(string name)
    {
        var text = HostileTexts.All[name];
        app.Vendor.Next(new SimPlan(Text: text), new SimPlan(Text: $"[1] [2] [3] {text} [1]"));

        using var visited = await SendAsync(HttpMethod.Post, "/api/chat", Body("How high?", ",\"web\":true"));
        visited.StatusCode.ShouldBe(HttpStatusCode.Accepted, await visited.Content.ReadAsStringAsync(Ct));
        var said = (await visited.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        (await StreamAsync(said.GenerationId)).ForEach(AnswerHtml.ShouldBeAllowed);

        var page = await PageAsync($"/uk/chat/{said.ChatId}");
        page.QuerySelectorAll("a.cite").ShouldNotBeEmpty();
        await TakenAwayAsync(said.ChatId);
    }

    [Fact]
    public async Task Columns_of_a_comparison_stay_words()
    {
        foreach (var text in HostileTexts.All.Values.Where(text => !text.Any(char.IsSurrogate)))
        {
            app.Vendor.Next(new SimPlan(Text: text, Reasons: true, Thought: text));
            using var accepted = await SendAsync(HttpMethod.Post, "/api/chat", $$"""{"message":"{{HostileTexts.Json(Cut(text, LongestAsked))}}","models":["{{Model}}","built-in"]}""");
            accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            var said = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
            foreach (var answer in said.Answers!)
            {
                (await StreamAsync(answer.GenerationId)).ForEach(AnswerHtml.ShouldBeAllowed);
            }

            (await PageAsync($"/en/chat/{said.ChatId}")).QuerySelectorAll("article.column").Length.ShouldBe(2);
        }
    }

    /// <summary>What is no text at all does not come in, and says so.</summary>
    private async Task<bool> IsRefusedAsync(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return false;
        }

        using var refused = await SendAsync(HttpMethod.Post, "/api/chat", Body(text, ""));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return true;
    }

    private static string Plain(string text) => string.Concat(text.Where(character => !char.IsControl(character)));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    /// <summary>Every form in which a chat leaves.</summary>
    private async Task TakenAwayAsync(Guid chat)
    {
        var html = await Person.GetStringAsync($"/api/chat/{chat}/export?format=html", Ct);
        var page = HostilePage.ShouldBeInert(WithoutStyle(html));
        page.QuerySelectorAll("script, img:not([src^='/api/assets/']), link, form, input:not([type=checkbox])").ShouldBeEmpty();
        using var json = JsonDocument.Parse(await Person.GetByteArrayAsync($"/api/chat/{chat}/export?format=json", Ct));
        json.RootElement.GetProperty("chat").GetProperty("messages").GetArrayLength().ShouldBeGreaterThan(1);
        var markdown = await Person.GetStringAsync($"/api/chat/{chat}/export", Ct);
        markdown.ShouldStartWith("---\ntitle: \"");
        markdown.Split('\n').Skip(1).First(line => !line.Contains(": ", StringComparison.Ordinal)).ShouldBe("---");
    }

    /// <summary>The document's one style sheet is ours, and pages that are opened from a disk need it inside.</summary>
    private static string WithoutStyle(string html) => html.Replace($"<style>{AIGenerator.Chat.Export.DocumentStyle.Css}</style>", "", StringComparison.Ordinal);

    private async Task<IDocument> PageAsync(string address)
    {
        using var response = await Person.GetAsync(address, Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return HostilePage.ShouldBeInert(await response.Content.ReadAsStringAsync(Ct));
    }

    /// <summary>The same that the hostile ones do, by somebody who means no harm.</summary>
    private async Task<Guid> PlainAsync()
    {
        if (app.PlainChat is { } made)
        {
            return made;
        }

        var file = await UploadAsync("plain.txt", "words");
        app.Vendor.Next(new SimPlan(Reasons: true, Text: "words", Thought: "words"), new SimPlan(Text: "words"));
        var said = await SayAsync("words", $""","instructions":"words","attachments":["{file}"]""");
        await SayAsync("words", $""","chatId":"{said.ChatId}","edits":"{said.UserMessageId}" """);
        app.PlainChat = said.ChatId;
        return said.ChatId;
    }

    private async Task<PostMessageResponse> SayAsync(string text, string more)
    {
        using var accepted = await SendAsync(HttpMethod.Post, "/api/chat", Body(text, more));
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(Ct));
        var said = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(Person, said.GenerationId);
        return said;
    }

    private static string Body(string text, string more) => $$"""{"model":"{{Model}}","message":"{{HostileTexts.Json(Cut(text, LongestAsked))}}"{{more}}}""";

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string json)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return await Person.SendAsync(request, Ct);
    }

    private async Task<Guid> UploadAsync(string name, string content)
    {
        // As browsers write it; other control characters and files with zero bytes are refused (AttachmentApiTests).
        var safe = Plain(name).Replace("\"", "%22", StringComparison.Ordinal);
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Plain(Cut(content, LongestAsked))));
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{Cut(safe, 200)}.txt\"");
        using var form = new MultipartFormDataContent { file };
        using var uploaded = await Person.PostAsync("/api/chat/attachments", form, Ct);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Created, await uploaded.Content.ReadAsStringAsync(Ct));
        return (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }

    /// <summary>All HTML that watchers of a generation are sent.</summary>
    private async Task<List<string>> StreamAsync(Guid generation)
    {
        List<string> html = [];
        using var stream = new StreamReader(await Person.GetStreamAsync($"/api/events?topics=generation:{generation}~0", Ct));
        while (await stream.ReadLineAsync(Ct) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
            {
                continue;
            }

            using var message = JsonDocument.Parse(line[5..]);
            if (message.RootElement.TryGetProperty("data", out var data))
            {
                html.AddRange(HtmlOf(data));
            }

            if (message.RootElement.GetProperty("type").GetString() == "end")
            {
                break;
            }
        }

        return html;
    }

    private static IEnumerable<string> HtmlOf(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var name in (string[])["blocks", "add"])
        {
            if (data.TryGetProperty(name, out var blocks))
            {
                yield return string.Concat(blocks.EnumerateArray().Select(block => block.ToString()));
            }
        }

        if (data.TryGetProperty("tail", out var tail) && tail.ValueKind == JsonValueKind.String)
        {
            yield return tail.GetString()!;
        }
    }
}
