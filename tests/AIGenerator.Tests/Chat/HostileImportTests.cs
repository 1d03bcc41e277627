using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;

namespace AIGenerator.Tests.Chat;

/// <summary>The same list in the files of other products.</summary>
public sealed class HostileImportTests(HostileApp app) : IClassFixture<HostileApp>
{
    private const string Place = "HOSTILE";

    private static readonly HashSet<string> Words =
        ["title", "name", "text", "content", "parts", "summary", "thinking", "think", "value", "file_name", "extracted_content", "default_model_slug", "model_slug", "model", "models"];

    private static readonly HashSet<string> Ids = ["id", "uuid", "conversation_id", "conversationId"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Person => app.Person;

    [Theory]
    [InlineData("chatgpt.json")]
    [InlineData("claude.json")]
    [InlineData("librechat.json")]
    [InlineData("openwebui.json")]
    public async Task Imported_chats_stay_words(string sample)
    {
        var import = await ImportApiTests.UploadAsync(Person, await ArchiveAsync(sample), "<img src=x onerror=pwned()> 'onload='pwned().zip");
        HostilePage.ShouldBeInert(await Person.GetStringAsync($"/uk/settings/data/import/{import.Id}", Ct));
        using var started = await Person.PutAsync($"/api/chat/imports/{import.Id}/start", null, Ct);
        await ImportApiTests.EndAsync(Person, import.Id);

        import.Chats.ShouldBe(HostileTexts.All.Count);
        HostilePage.ShouldBeInert(await Person.GetStringAsync($"/uk/settings/data/import/{import.Id}", Ct));
        string? next = null;
        do
        {
            var list = (await Person.GetFromJsonAsync<ListChatsResponse>($"/api/chat?after={Uri.EscapeDataString(next ?? "")}", Ct))!;
            foreach (var chat in list.Items)
            {
                await LooksAsync(chat.Id);
            }

            next = list.Next;
        }
        while (next is not null);
    }

    private async Task LooksAsync(Guid chat)
    {
        using var response = await Person.GetAsync($"/en/chat/{chat}", Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = HostilePage.ShouldBeInert(await response.Content.ReadAsStringAsync(Ct));
        page.QuerySelectorAll("article.message").ShouldNotBeEmpty();
        page.QuerySelectorAll("article.question .bubble").ShouldAllBe(bubble => bubble.ChildElementCount == 0);
        var history = (await Person.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", Ct))!;
        foreach (var answer in history.Messages.Where(message => message.Html is not null))
        {
            AnswerHtml.ShouldBeAllowed(answer.Html!);
        }
    }

    /// <summary>The sample's first chat once for each text, in an archive of files.</summary>
    private static async Task<byte[]> ArchiveAsync(string sample)
    {
        var all = JsonNode.Parse(await File.ReadAllTextAsync(ForeignFormatTests.Sample(sample), Ct))!;
        using var file = new MemoryStream();
        await using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var number = 0;
            foreach (var text in HostileTexts.All.Values)
            {
                var chat = (all is JsonArray list ? list[0]! : all).DeepClone();
                Spoil(chat);
                foreach (var id in Ids.Where(id => chat[id] is not null))
                {
                    chat[id] = $"6628a1c0-0000-4000-8000-{number:d12}";
                }

                var json = (all is JsonArray ? new JsonArray(chat) : chat).ToJsonString().Replace(Place, HostileTexts.Json(text), StringComparison.Ordinal);
                await using var entry = new StreamWriter(await archive.CreateEntry($"{++number}.json").OpenAsync(Ct));
                await entry.WriteAsync(json);
            }
        }

        return file.ToArray();
    }

    private static void Spoil(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                fields[name] = value is JsonValue && Words.Contains(name) && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? Place : value;
                Spoil(fields[name]!, Words.Contains(name));
            }
        }
    }

    private static void Spoil(JsonNode? node, bool isWords)
    {
        if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (isWords && items[i] is JsonValue)
                {
                    items[i] = Place;
                }
                else if (items[i] is { } item)
                {
                    Spoil(item);
                }
            }
        }
        else if (node is JsonObject)
        {
            Spoil(node);
        }
    }
}
