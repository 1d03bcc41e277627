using AIGenerator.Chat.Export;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Markdown;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

public sealed class OwnRoundTripTests(TestServices services) : IClassFixture<TestServices>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly WorkspaceId _workspace = new(ChatPerson.NewId());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_own_file_comes_back_with_settings_files_sources_comparison_and_vote()
    {
        var written = Document();

        var import = await LookAsync(_workspace, written);
        var chat = await TakeAsync(_workspace, import.Id);
        var read = chat.Messages;

        (import.Chats, import.Attachments).ShouldBe((1, 1));
        (chat.Instructions, chat.Temperature).ShouldBe(("Explain as to a child.", "precise"));
        read.Select(message => message.ParentId).ShouldBe([null, read[0].Id, read[0].Id, read[2].Id]);
        read[0].Text.ShouldBe("```plan.md\nStep one\n```");
        read[1].ComparisonId.ShouldNotBeNull();
        read[1].ComparisonId.ShouldNotBe(written.Messages[1].ComparisonId);
        read[2].ComparisonId.ShouldBe(read[1].ComparisonId);
        read.Select(message => message.IsBest).ShouldBe([false, false, true, false]);
        read[1].Sources.ShouldBe([new Citation(1, "A page", "https://example.org/")]);
        read[3].Text.ShouldBe("📎 photo.png");
        chat.LeafId.ShouldBe(read[3].Id);
    }

    [Fact]
    public async Task A_chat_that_is_still_here_does_not_come_twice_and_one_that_is_gone_comes_back()
    {
        var first = await TakeAsync(_workspace, (await LookAsync(_workspace, Document())).Id);

        var again = await LookAsync(_workspace, first);
        var elsewhere = await LookAsync(new WorkspaceId(ChatPerson.NewId()), first);
        await services.ExecuteAsync("update chat.chats set deleted_at = now() where id = $1", first.Id);
        var gone = await LookAsync(_workspace, first);

        (again.Chats, again.Messages, again.Duplicates).ShouldBe((0, 0, 1));
        (elsewhere.Chats, elsewhere.Duplicates).ShouldBe((1, 0));
        (gone.Chats, gone.Duplicates).ShouldBe((1, 0));
    }

    [Fact]
    public void What_a_file_claims_to_be_a_comparison_must_be_one()
    {
        static ForeignMessage Answer(string id, string? parent, string model, string comparison) =>
            new(id, parent, ForeignRole.Model, id, Model: model) { Comparison = comparison, IsBest = true };
        ForeignMessage[] messages =
        [
            new("q", null, ForeignRole.Person, "Which?") { Comparison = "two", IsBest = true }, new("r", "q", ForeignRole.Person, "And?"),
            Answer("a", "q", "m1", "two"), Answer("b", "q", "m2", "two"), Answer("c", "r", "m3", "two"),
            Answer("d", "q", "m1", "one"), .. Enumerable.Range(0, 6).Select(n => Answer($"many{n}", "r", $"m{n}", "many")),
        ];

        var chat = ForeignTree.Check(new ForeignChat(ImportSource.AIGenerator, null, null, null, null, null, null, messages), new ImportCount(), Now).ShouldNotBeNull();

        chat.Messages.Where(message => message.Comparison is not null).Select(message => message.Text).ShouldBe(["a", "b"]);
        chat.Messages.Count(message => message.IsBest).ShouldBe(1);
    }

    private static ChatDocument Document()
    {
        Guid[] ids = [.. Enumerable.Range(0, 4).Select(n => Guid.CreateVersion7(Now.AddSeconds(n)))];
        var comparison = ChatPerson.NewId();
        return new ChatDocument(
            ChatPerson.NewId(), "Plans", "built-in", Now, Now, ids[3],
            [
                new DocumentMessage(ids[0], null, IsAnswer: false, "", "", null, null, null, 0, Now)
                {
                    Files = [new DocumentFile(ChatPerson.NewId(), "plan.md", "text", 8, "Step one")],
                },
                new DocumentMessage(ids[1], ids[0], IsAnswer: true, "One [1]", "", "built-in", "succeeded", "complete", 0, Now.AddSeconds(1), comparison)
                {
                    Sources = [new Citation(1, "A page", "https://example.org/")],
                },
                new DocumentMessage(ids[2], ids[0], IsAnswer: true, "Two", "", "another", "succeeded", "complete", 3, Now.AddSeconds(2), comparison, IsBest: true),
                new DocumentMessage(ids[3], ids[2], IsAnswer: false, "", "", null, null, null, 0, Now.AddSeconds(3))
                {
                    Files = [new DocumentFile(ChatPerson.NewId(), "photo.png", "picture", 90)],
                },
            ])
        {
            Instructions = "Explain as to a child.",
            Temperature = "precise",
        };
    }

    private async Task<ImportRow> LookAsync(WorkspaceId workspace, ChatDocument document)
    {
        using var file = new MemoryStream();
        await JsonExport.WriteAsync(file, document, Now, Ct);
        file.Position = 0;
        await using var scope = ScopeOf(workspace);
        (await scope.ServiceProvider.GetRequiredService<ReceiveImport>().HandleAsync(file, "own.json", Ct)).Ok(out var import, out var refusal).ShouldBeTrue(refusal?.Code);
        return import!;
    }

    private async Task<ChatDocument> TakeAsync(WorkspaceId workspace, Guid import)
    {
        await using var scope = ScopeOf(workspace);
        await scope.ServiceProvider.GetRequiredService<Imports>().StartAsync(import, Ct);
        await services.InScopeAsync<RunImportHandler>(handler => handler.HandleAsync(new RunImport(import), new JobRun(Guid.Empty, 1), Ct));
        var id = await services.QueryAsync<Guid>("select id from chat.chats where workspace_id = $1", workspace.Value);
        return (await ChatDocuments.ReadAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), workspace, id, withTexts: true, Ct)).ShouldNotBeNull();
    }

    private AsyncServiceScope ScopeOf(WorkspaceId workspace)
    {
        var scope = services.Scope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignedIn(new UserId(ChatPerson.NewId()), "Olena", isAdministrator: false);
        user.ActsFor(workspace, WorkspaceRole.Member);
        return scope;
    }
}
