using System.Text;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Import.Formats;
using AIGenerator.Tests.Kernel.Localization;

namespace AIGenerator.Tests.Chat;

public sealed class ForeignFormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string Sample(string name) => Path.Combine(CatalogueFiles.Root, "tests", "AIGenerator.Tests", "Chat", "samples", name);

    [Fact]
    public async Task ChatGPT_keeps_branches_and_thoughts_and_leaves_tools_out()
    {
        var (chats, count) = await ReadAsync("chatgpt.json");

        var chat = chats.ShouldHaveSingleItem();
        chat.Messages.Select(m => (m.Parent, m.IsAnswer, m.Model)).ShouldBe([(null, false, null), (0, true, "gpt-4o"), (0, true, "gpt-5.2")]);
        chat.Messages[2].Reasoning.ShouldBe("Pots dry out fast.");
        chat.Messages[0].Text.ShouldBe("How do I water tomatoes on a balcony?");
        chat.Leaf.ShouldBe(2);
        chat.Title.ShouldBe("Balcony tomatoes <script>alert(1)</script>");
        chat.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1714000000500));
        (count.Chats, count.Messages, count.EmptyChats, count.Attachments, count.HiddenMessages).ShouldBe((1, 3, 1, 1, 3));
    }

    [Fact]
    public async Task Claude_joins_blocks_and_follows_parents_or_the_order()
    {
        var (chats, count) = await ReadAsync("claude.json");

        chats[0].Messages.Select(m => (m.Parent, m.IsAnswer)).ShouldBe([(null, false), (0, true), (1, false), (1, false)]);
        chats[0].Messages[1].Text.ShouldBe("Dear Sir or Madam,\n\nplease repair the window.");
        chats[0].Messages[1].Reasoning.ShouldBe("Be polite.");
        chats[0].Leaf.ShouldBe(3);
        chats[1].Messages.Select(m => m.Parent).ShouldBe([null, 0]);
        chats[1].Title.ShouldBe("An old file has no parents.");
        chats[0].Messages[0].Text.ShouldBe("Help me ask for a repair.\n\n```photo.txt\nx\n```");
        count.Attachments.ShouldBe(0);
    }

    [Theory]
    [InlineData("claude-files.json", "````notes.md\n# Rent\n```\n300\n```\n````", "📎 door.jpg, f-3", 3)]
    [InlineData("chatgpt-files.json", "📎 leaf.png", "📎 file_y, care.pdf", 3)]
    [InlineData("openwebui-files.json", "📎 image", "And this?\n\n```recipe.txt\nFlour, water.\n```", 1)]
    [InlineData("librechat-files.json", "📎 board.png", null, 1)]
    public async Task A_question_that_is_only_files_keeps_its_place_and_says_what_the_export_holds(string sample, string first, string? second, int elsewhere)
    {
        var (chats, count) = await ReadAsync(sample);

        var messages = chats.ShouldHaveSingleItem().Messages;
        messages.Select(message => message.Parent).ShouldBe([null, .. Enumerable.Range(0, messages.Count - 1).Select(place => (int?)place)]);
        messages[0].Text.ShouldBe(first);
        messages.ElementAtOrDefault(2)?.Text.ShouldBe(second);
        messages.Count.ShouldBe(second is null ? 2 : 4);
        count.Attachments.ShouldBe(elsewhere);
    }

    [Fact]
    public async Task LibreChat_is_read_flat_and_nested()
    {
        var (flat, _) = await ReadAsync("librechat.json");
        var (nested, _) = await ReadAsync("librechat-recursive.json");

        flat[0].Messages.Select(m => (m.Parent, m.Text)).ShouldBe([(null, "Which opening suits a beginner?"), (0, "The Italian game."), (0, "The London system.")]);
        flat[0].Messages[2].Reasoning.ShouldBe("Simple plans.");
        nested[0].Messages.Select(m => (m.Parent, m.Text)).ShouldBe([(null, "One"), (0, "Two"), (1, "Three"), (0, "Other two")]);
    }

    [Fact]
    public async Task Open_WebUI_keeps_the_shown_branch_and_takes_the_reasoning_out()
    {
        var (chats, _) = await ReadAsync("openwebui.json");

        chats[0].Messages.Select(m => m.Text).ShouldBe(["Why is my crust soft?", "Bake it longer.", "Let the steam out."]);
        chats[0].Messages[2].Reasoning.ShouldBe("Steam softens.");
        chats[0].Leaf.ShouldBe(2);
        chats[0].UpdatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1740000300));
    }

    [Fact]
    public void Circles_orphans_and_impossible_times_end_as_a_tree()
    {
        var count = new ImportCount();
        ForeignMessage Said(string id, string? parent, DateTimeOffset? at = null) => new(id, parent, ForeignRole.Person, id, At: at);
        ForeignMessage Hidden(string id, string? parent) => new(id, parent, ForeignRole.Hidden, "");

        var chat = ForeignTree.Check(
            new ForeignChat(ImportSource.Claude, null, " \u0007 ", null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "nowhere",
                [Said("a", "b"), Said("b", "a"), Said("c", "a"), Said("d", "gone"), Hidden("h", "h"), Said("e", "h", DateTimeOffset.MaxValue), Said("self", "self"), Said("f", "d")]),
            count, Now);

        chat.ShouldNotBeNull();
        chat.Messages.Count.ShouldBe(7);
        chat.Messages.Index().ShouldAllBe(entry => entry.Item.Parent == null || entry.Item.Parent < entry.Index);
        chat.Messages.Select(m => m.At).ShouldAllBe(at => at == Now);
        chat.Title.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_thought_goes_to_the_first_answer_below_it_and_not_to_all()
    {
        const int Thoughts = 900, Length = 1_000, Answers = 2_000;
        var count = new ImportCount();
        var thoughts = Enumerable.Range(0, Thoughts).Select(i => new ForeignMessage($"t{i}", i == 0 ? null : $"t{i - 1}", ForeignRole.Model, "", new string('x', Length)));
        var answers = Enumerable.Range(0, Answers).Select(i => new ForeignMessage($"a{i}", $"t{Thoughts - 1}", ForeignRole.Model, "Yes", "y"));
        var question = new ForeignMessage("q", $"t{Thoughts - 1}", ForeignRole.Person, "Sure?");

        var chat = ForeignTree.Check(new ForeignChat(ImportSource.Claude, null, null, null, null, null, null, [question, .. thoughts, .. answers]), count, Now).ShouldNotBeNull();

        chat.Messages.Count.ShouldBe(Answers + 1);
        chat.Messages.ShouldAllBe(message => message.Parent == null);
        chat.Messages.Where(message => message.Reasoning.Length > 1).ShouldHaveSingleItem().Reasoning.Length.ShouldBe(ForeignTree.LongestText);
        chat.Messages.Count(message => message.Reasoning == "y").ShouldBe(Answers - 1);
    }

    [Fact]
    public void What_follows_a_long_row_of_hidden_messages_keeps_its_place()
    {
        var hidden = Enumerable.Range(0, 5_000).Select(i => new ForeignMessage($"h{i}", i == 0 ? "first" : $"h{i - 1}", ForeignRole.Hidden, ""));
        ForeignMessage Said(string id, string? parent) => new(id, parent, ForeignRole.Person, id);

        var chat = ForeignTree.Check(
            new ForeignChat(ImportSource.Claude, null, null, null, null, null, null, [Said("first", null), .. hidden, Said("one", "h4999"), Said("other", "h4999"), Said("early", "h10")]),
            new ImportCount(), Now).ShouldNotBeNull();

        chat.Messages.Select(message => message.Parent).ShouldBe([null, 0, 0, 0]);
    }

    [Theory]
    [InlineData("[[", "0,", "0]]", 1_200_000)]
    [InlineData("{\"messages\":[", "[],", "[]]}", 600_000)]
    [InlineData("[0,\"", "0123456789", "\"]", 1_700_000)]
    public async Task An_entry_that_would_fill_the_memory_is_refused(string start, string part, string end, int times)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(part, times)) + end));

        var problem = await Should.ThrowAsync<UnreadableExport>(async () => await ExportFile.ReadAsync(file, Ct).CountAsync(Ct));

        problem.Refusal.Code.ShouldBe("chat.import-too-large");
    }

    [Fact]
    public async Task Large_entries_one_after_the_other_are_read_also_out_of_an_archive()
    {
        var entry = "{\"a\":\"" + string.Concat(Enumerable.Range(0, 1_500_000).Select(n => n.ToString("D7", System.Globalization.CultureInfo.InvariantCulture))) + "\"}";
        using var file = new MemoryStream();
        await using (var archive = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var content = await archive.CreateEntry("conversations.json", System.IO.Compression.CompressionLevel.Fastest).OpenAsync(Ct);
            content.Write(Encoding.UTF8.GetBytes($"[{entry},{entry},{entry},1]"));
        }

        file.Position = 0;

        (await ExportFile.ReadAsync(file, Ct).CountAsync(Ct)).ShouldBe(4);
    }

    [Fact]
    public async Task Halves_of_characters_become_the_replacement_character()
    {
        byte[] json =
        [
            .. """[{"conversationId":"x\ud83d","title":"cut \ud83d","messages":[{"messageId":"m","isCreatedByUser":true,"text":"one\n\"two\" \u00e9 \ud83d\ude00 \ude00 """u8, 0xC3,
            .. """ "}]},{"conversationId":"y","messages":[],"\ud83d":1,"messages\ud83d":2}]"""u8,
        ];
        using var file = new MemoryStream(json);

        var entries = await ExportFile.ReadAsync(file, Ct).ToListAsync(Ct);
        var chat = ForeignFormats.Read(entries[0]).ShouldNotBeNull();

        chat.Title.ShouldBe("cut \uFFFD");
        chat.Messages[0].Text.ShouldBe("one\n\"two\" é 😀 \uFFFD \uFFFD ");
        Should.NotThrow(() => ForeignFormats.Read(entries[1]));
    }

    [Fact]
    public async Task A_name_that_is_no_text_makes_an_entry_unknown()
    {
        using var file = new MemoryStream("""[{"mapping":{"\ud83d":{"message":{"author":{"role":"user"},"content":{"parts":["Hi"]}}}}}]"""u8.ToArray());

        ForeignFormats.Read(await ExportFile.ReadAsync(file, Ct).SingleAsync(Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1,2")]
    [InlineData("{\"a\":")]
    [InlineData("PK\u0003\u0004 no archive")]
    public async Task What_is_no_export_is_refused(string content)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(content));

        var problem = await Should.ThrowAsync<UnreadableExport>(async () => await ExportFile.ReadAsync(file, Ct).CountAsync(Ct));

        problem.Refusal.Code.ShouldBe("chat.not-an-export");
    }

    [Fact]
    public async Task Nesting_without_end_is_refused_and_deep_nesting_is_read()
    {
        static MemoryStream Nested(int depth) => new(Encoding.UTF8.GetBytes(
            "{\"conversationId\":\"x\",\"messages\":[" + string.Concat(Enumerable.Range(0, depth).Select(i => $"{{\"messageId\":\"m{i}\",\"text\":\"t\",\"children\":["))
            + string.Concat(Enumerable.Repeat("]}", depth)) + "]}"));

        await using var deep = Nested(1_500);
        await using var endless = Nested(100_000);

        (await ReadAsync(deep)).Chats[0].Messages.Count.ShouldBe(1_500);
        await Should.ThrowAsync<UnreadableExport>(() => ReadAsync(endless));
    }

    private static async Task<(List<ImportedChat> Chats, ImportCount Count)> ReadAsync(string sample)
    {
        await using var file = File.OpenRead(Sample(sample));
        return await ReadAsync(file);
    }

    private static async Task<(List<ImportedChat> Chats, ImportCount Count)> ReadAsync(Stream file)
    {
        var (chats, count) = (new List<ImportedChat>(), new ImportCount());
        await foreach (var entry in ExportFile.ReadAsync(file, Ct))
        {
            if (ForeignTree.Check(ForeignFormats.Read(entry).ShouldNotBeNull(), count, Now) is { } chat)
            {
                chats.Add(chat);
            }
        }

        return (chats, count);
    }
}
