using System.Text;
using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Simulators;
using AIGenerator.Tests.Media;
using AIGenerator.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

public sealed class AttachmentTests(AttachmentServices services) : IClassFixture<AttachmentServices>
{
    private const string Blind = "deepseek-flash";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gpt-5.2", """{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo""")]
    [InlineData("claude-haiku-4.5", """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo""")]
    [InlineData("gemini-3.5-flash", """{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo""")]
    public async Task A_picture_and_a_text_reach_each_vendor_in_its_own_form(string model, string form)
    {
        var user = await services.PersonAsync();
        var picture = await services.UploadAsync(user, MadeFiles.Png(40, 30), "chart.png");
        var text = await services.UploadAsync(user, "let x = ```1```;"u8.ToArray(), "code.rs");
        services.Vendors.Next(new SimPlan(Tokens: 3));

        var posted = await services.AskAsync(user, new Ask(null, model, "What is it?", Attachments: [picture.Id, text.Id]));

        var body = services.Vendors.Requests.Last().Body;
        body.ShouldContain(form);
        System.Text.RegularExpressions.Regex.Unescape(body).ShouldContain("What is it?\n\n````code.rs\nlet x = ```1```;\n````");
        var question = (await HistoryAsync(user, posted.ChatId)).Messages[0];
        question.Attachments.Select(a => (a.Name, a.Kind)).ShouldBe([("chart.png", "picture"), ("code.rs", "text")]);
    }

    [Fact]
    public async Task A_model_that_sees_nothing_is_refused_before_anything_is_held_and_one_that_sees_is_named()
    {
        var user = await services.PersonAsync();
        var picture = await services.UploadAsync(user, MadeFiles.Png(40, 30), "chart.png");

        var refusal = RefusalOf(await services.TryAskAsync(user, new Ask(null, Blind, "What is it?", Attachments: [picture.Id])));

        refusal.Code.ShouldBe("chat.cannot-see");
        refusal.Kind.ShouldBe(ErrorKind.Unprocessable);
        services.Provider.GetRequiredService<IModelCatalogue>().TextModels.Single(m => m.Name == (string)refusal.Arguments!["other"]!).Capabilities.Vision.ShouldBeTrue();
        RefusalOf(await services.TryAskAsync(Visitor(), new Ask(null, null, "Hi", Attachments: [picture.Id]))).Code.ShouldBe("chat.unknown-attachment");
    }

    [Fact]
    public async Task In_a_chat_with_pictures_a_model_that_sees_nothing_is_told_that_they_are_there_but_cannot_answer_about_one()
    {
        var user = await services.PersonAsync();
        var picture = await services.UploadAsync(user, MadeFiles.Png(40, 30), "chart.png");
        var first = await services.AskAsync(user, new Ask(null, "gpt-5.2", "What is it?", Attachments: [picture.Id]));

        await services.AskAsync(user, new Ask(first.ChatId, Blind, "And in general?"));

        var body = services.Vendors.Requests.Last().Body;
        body.ShouldNotContain("image_url");
        body.ShouldContain("not visible to you");
        RefusalOf(await services.TryAskAsync(user, new Ask(first.ChatId, Blind, null, About: first.UserMessageId))).Code.ShouldBe("chat.cannot-see");
    }

    [Fact]
    public async Task Files_without_a_word_are_a_message_whose_chat_is_named_after_the_first()
    {
        var user = await services.PersonAsync();
        var picture = await services.UploadAsync(user, MadeFiles.Png(40, 30), "Діаграма.png");

        var posted = await services.AskAsync(user, new Ask(null, "claude-haiku-4.5", "", Attachments: [picture.Id]));

        (await HistoryAsync(user, posted.ChatId)).Title.ShouldStartWith("Діаграма");
        services.Vendors.Requests.Last().Body.ShouldNotContain("\"text\":\"\"");
    }

    [Fact]
    public async Task An_edit_shares_the_file_and_the_last_message_that_has_it_erases_it()
    {
        var user = await services.PersonAsync();
        var file = await services.UploadAsync(user, "shared words"u8.ToArray(), "a.txt");
        var first = await services.AskAsync(user, new Ask(null, "gpt-5.2", "One", Attachments: [file.Id]));
        var edited = await services.AskAsync(user, new Ask(first.ChatId, "gpt-5.2", "Two", Edits: first.UserMessageId, Attachments: [file.Id]));
        services.Vendors.Requests.Last().Body.ShouldContain("shared words");
        var before = FilesKept();

        await services.ExecuteAsync("update chat.messages set deleted_at = $1 where id = $2", services.Clock.GetUtcNow().AddMinutes(-11), first.UserMessageId);
        await RunAsync<EraseMessageHandler, EraseMessage>(new EraseMessage(first.UserMessageId));
        FilesKept().ShouldBe(before);
        (await HistoryAsync(user, first.ChatId)).Messages[0].Attachments.ShouldHaveSingleItem().Id.ShouldNotBe(file.Id);

        await services.ExecuteAsync("update chat.chats set deleted_at = $1 where id = $2", services.Clock.GetUtcNow().AddMinutes(-11), edited.ChatId);
        await RunAsync<EraseChatHandler, EraseChat>(new EraseChat(edited.ChatId));
        FilesKept().ShouldBe(before - 1);
    }

    [Fact]
    public async Task Many_files_at_once_find_no_more_room_than_one_after_the_other()
    {
        var visitor = Visitor();

        var results = await Task.WhenAll(Enumerable.Range(0, 14).Select(n => Task.Run(() => services.TryUploadAsync(visitor, "words"u8.ToArray(), $"{n}.txt"), Ct)));

        results.Count(result => result.Ok(out _, out _)).ShouldBe(9);
        results.Select(result => result.Ok(out _, out var refusal) ? "" : refusal.Code).Distinct().ShouldBe(["", "chat.too-many-unsent"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_visitors_small_pdf_holds_no_more_text_than_his_texts()
    {
        // Fifty lines a page in type that nobody can read.
        var lines = string.Join(") Tj T* (", Enumerable.Repeat(string.Concat(Enumerable.Repeat("many words ", 80)), 50));
        var book = MadeFiles.Pdf($"x) Tj /F1 1 Tf 1 TL -50 100 Td ({lines}", pages: 8);

        var refusal = RefusalOf(await services.TryUploadAsync(Visitor(), book, "long.pdf"));

        refusal.Code.ShouldBe("chat.attachment-too-long");
    }

    [Fact]
    public async Task What_was_not_sent_is_erased_after_a_day_and_what_was_sent_stays()
    {
        var user = await services.PersonAsync();
        var sent = await services.UploadAsync(user, "sent"u8.ToArray(), "sent.txt");
        var posted = await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hi", Attachments: [sent.Id]));
        var unsent = await services.UploadAsync(user, "unsent"u8.ToArray(), "unsent.txt");
        await services.ExecuteAsync("update chat.attachments set expires_at = $1 where id = $2", services.Clock.GetUtcNow().AddMinutes(-1), unsent.Id);

        await RunAsync<AttachmentSweepHandler, AttachmentSweep>(new AttachmentSweep());

        RefusalOf(await services.TryAskAsync(user, new Ask(null, "gpt-5.2", "Hi", Attachments: [unsent.Id]))).Code.ShouldBe("chat.unknown-attachment");
        (await HistoryAsync(user, posted.ChatId)).Messages[0].Attachments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task With_a_workspace_all_its_files_go_sent_or_not()
    {
        var user = await services.PersonAsync();
        var sent = await services.UploadAsync(user, "sent"u8.ToArray(), "sent.txt");
        await services.AskAsync(user, new Ask(null, "gpt-5.2", "Hi", Attachments: [sent.Id]));
        await services.UploadAsync(user, "unsent"u8.ToArray(), "unsent.txt");
        var before = FilesKept();

        await services.InScopeAsync<EraseWorkspaceChats>(consumer => consumer.ConsumeAsync(ChatPerson.NewId(), new WorkspaceDeleted(user.WorkspaceId, services.Clock.GetUtcNow()), Ct));
        await RunAsync<AttachmentSweepHandler, AttachmentSweep>(new AttachmentSweep());

        FilesKept().ShouldBe(before - 2);
    }

    [Fact]
    public async Task The_same_upload_twice_is_one_file_and_the_same_message_twice_one_message()
    {
        var user = await services.PersonAsync();
        var (upload, key) = (ChatPerson.NewId(), ChatPerson.NewId());
        await services.TryUploadAsync(user, "words"u8.ToArray(), "a.txt", upload);
        var before = FilesKept();

        (await services.TryUploadAsync(user, "words"u8.ToArray(), "a.txt", upload)).Ok(out var again, out _).ShouldBeTrue();
        (await services.TryAskAsync(user, new Ask(null, "gpt-5.2", "Hi", Attachments: [upload]), key)).Ok(out var first, out _).ShouldBeTrue();
        (await services.TryAskAsync(user, new Ask(null, "gpt-5.2", "Hi", Attachments: [upload]), key)).Ok(out var second, out _).ShouldBeTrue();

        again!.Id.ShouldBe(upload);
        FilesKept().ShouldBe(before);
        second.ShouldBe(first);
    }

    [Fact]
    public async Task Limits_are_lower_for_visitors_and_named()
    {
        var (user, visitor) = (await services.PersonAsync(), Visitor());
        var large = Encoding.UTF8.GetBytes(new string('x', 300 * 1024));

        (await services.TryUploadAsync(user, large, "a.txt")).Ok(out _, out _).ShouldBeTrue();
        RefusalOf(await services.TryUploadAsync(visitor, large, "a.txt")).Kind.ShouldBe(ErrorKind.TooLarge);
        RefusalOf(await services.TryUploadAsync(user, new byte[(20 * 1024 * 1024) + 1], "a.bin")).Arguments!["limit"].ShouldBe(20L);
        RefusalOf(await services.TryUploadAsync(user, Encoding.UTF8.GetBytes(new string('x', 2_200_000)), "a.txt")).Arguments!["limit"].ShouldBe(2L);
        var picture = await services.UploadAsync(visitor, MadeFiles.Png(8, 8), "a.png");
        RefusalOf(await services.TryAskAsync(visitor, new Ask(null, null, "Hi", Attachments: [picture.Id]))).Code.ShouldBe("chat.sign-in-to-show");
        var many = Enumerable.Range(0, 4).Select(_ => ChatPerson.NewId()).ToList();
        RefusalOf(await services.TryAskAsync(visitor, new Ask(null, null, "Hi", Attachments: many))).Code.ShouldBe("chat.too-many-attachments");
    }

    [Fact]
    public async Task The_price_before_the_click_counts_the_files()
    {
        var user = await services.PersonAsync();
        var text = await services.UploadAsync(user, Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat("слово", 5000))), "long.txt");
        var model = services.Provider.GetRequiredService<IModelCatalogue>().Find("gpt-5.2")!;
        await using var scope = services.Scope();
        var conversation = scope.ServiceProvider.GetRequiredService<Conversation>();
        var files = await scope.ServiceProvider.GetRequiredService<MessageAttachments>().FindAsync([text.Id], user, Ct);

        var bare = await conversation.PromptAsync(null, "Hi", [], AnswerWish.Plain, ChatSettings.None, model, WebFindings.None, Ct);
        var full = await conversation.PromptAsync(null, "Hi", files, AnswerWish.Plain, ChatSettings.None, model, WebFindings.None, Ct);

        (full.Tokens - bare.Tokens).ShouldBeInRange(text.Tokens, text.Tokens + 60);
    }

    private static Error RefusalOf<T>(Result<T> result)
        where T : notnull
    {
        result.Ok(out _, out var refusal).ShouldBeFalse();
        return refusal!;
    }

    private static CurrentUser Visitor()
    {
        var user = new CurrentUser();
        user.ActsFor(new WorkspaceId(ChatPerson.NewId()), WorkspaceRole.Member);
        return user;
    }

    private int FilesKept() => Directory.EnumerateFiles(services.Files, "*", SearchOption.AllDirectories).Count();

    private Task RunAsync<THandler, TJob>(TJob job)
        where THandler : class, IJobHandler<TJob>
        where TJob : class, IJob =>
        services.InScopeAsync<THandler>(handler => handler.HandleAsync(job, new JobRun(ChatPerson.NewId(), 1), Ct));

    private async Task<ChatHistoryResponse> HistoryAsync(CurrentUser user, Guid chat)
    {
        await using var scope = services.Scope();
        var (db, texts) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>());
        return (await ReadHistory.FromAsync(db, texts, user.WorkspaceId, chat, new HistoryWindow(), Ct)).ShouldNotBeNull();
    }
}
