using AIGenerator.Chat.Import;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

public sealed class ImportTests(TestServices services) : IClassFixture<TestServices>
{
    private readonly WorkspaceId _workspace = services.AddWorkspace();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_adds_nothing_and_an_import_keeps_branches_times_and_models()
    {
        var import = await LookAsync("chatgpt.json");
        var before = await ChatsAsync();

        await RunAsync(import.Id);
        var history = await HistoryAsync(await OnlyChatAsync());

        before.ShouldBe(0);
        (import.Chats, import.Messages, import.EmptyChats, import.Sources).ShouldBe((1, 3, 1, "ChatGpt"));
        history.Model.ShouldBe("gpt-5.2");
        history.Messages.Select(m => m.Role).ShouldBe(["user", "assistant"]);
        history.Messages[1].Siblings.Count.ShouldBe(2);
        history.Messages[1].Model.ShouldBe("gpt-5.2");
        history.Messages[1].Reasoning.ShouldBe("Pots dry out fast.");
        history.Messages[1].Html!.ShouldNotContain("<img");
        history.Messages[1].CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1714000110));
        history.Messages[1].Generation.ShouldBeNull();
        (await services.QueryAsync<DateTime>("select updated_at from chat.chats where workspace_id = $1", _workspace.Value))
            .ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1714000400250).UtcDateTime);
    }

    [Theory]
    [InlineData("chatgpt.json")]
    [InlineData("claude.json")]
    [InlineData("librechat.json")]
    [InlineData("openwebui.json")]
    public async Task The_same_file_again_adds_nothing(string sample)
    {
        var first = await LookAsync(sample);
        await RunAsync(first.Id);
        var chats = await ChatsAsync();

        var second = await LookAsync(sample);
        await RunAsync(second.Id);

        chats.ShouldBe(first.Chats);
        (second.Chats, second.Duplicates).ShouldBe((0, (int)chats));
        (await ChatsAsync()).ShouldBe(chats);
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_with_the_next_chat()
    {
        var import = await LookAsync("claude.json");
        await StartAsync(import.Id);
        await services.ExecuteAsync("update chat.import_chats set document = 'null' where import_id = $1 and number = 2", import.Id);
        await Should.ThrowAsync<System.Text.Json.JsonException>(() => HandleAsync(import.Id));
        var between = await ChatsAsync();
        await services.ExecuteAsync(
            "update chat.import_chats set document = '{\"title\":\"Second\",\"createdAt\":\"2025-01-01T00:00:00Z\",\"updatedAt\":\"2025-01-01T00:00:00Z\",\"leaf\":0,\"messages\":[{\"isAnswer\":true,\"text\":\"Hi\",\"reasoning\":\"\",\"at\":\"2025-01-01T00:00:00Z\"}]}' where import_id = $1", import.Id);

        await HandleAsync(import.Id);
        await HandleAsync(import.Id);

        between.ShouldBe(1);
        (await ChatsAsync()).ShouldBe(2);
        (await services.QueryAsync<string>("select m.model from chat.messages m join chat.chats c on c.id = m.chat_id where c.title = 'Second'")).ShouldBe("Claude");
        (await services.QueryAsync<int>("select done from chat.imports where id = $1", import.Id)).ShouldBe(2);
        (await services.QueryAsync<string>("select state from chat.imports where id = $1", import.Id)).ShouldBe("Done");
    }

    [Fact]
    public async Task Two_runs_at_once_add_each_chat_once()
    {
        var import = await LookAsync("claude.json");
        await StartAsync(import.Id);

        await Task.WhenAll(HandleAsync(import.Id), HandleAsync(import.Id), HandleAsync(import.Id));

        (await ChatsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Another_workspace_has_its_own_imports()
    {
        var import = await LookAsync("openwebui.json");
        await using var scope = ScopeOf(new WorkspaceId(ChatPerson.NewId()));

        var foreign = await scope.ServiceProvider.GetRequiredService<Imports>().FindAsync(import.Id, Ct);
        var started = await scope.ServiceProvider.GetRequiredService<Imports>().StartAsync(import.Id, Ct);

        foreign.ShouldBeNull();
        started.Ok(out _, out var refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe("chat.unknown-import");
        (await services.QueryAsync<string>("select state from chat.imports where id = $1", import.Id)).ShouldBe("Ready");
    }

    [Fact]
    public async Task A_second_file_of_a_workspace_is_refused_while_the_first_one_arrives()
    {
        var slow = new System.IO.Pipelines.Pipe();
        await using var scope = ScopeOf(_workspace);
        await using var body = slow.Reader.AsStream();
        var first = scope.ServiceProvider.GetRequiredService<ReceiveImport>().HandleAsync(body, "slow.json", Ct);

        await using var other = ScopeOf(_workspace);
        (await other.ServiceProvider.GetRequiredService<ReceiveImport>().HandleAsync(Stream.Null, "second.json", Ct)).Ok(out _, out var refusal).ShouldBeFalse();
        await slow.Writer.WriteAsync("[]"u8.ToArray(), Ct);
        await slow.Writer.CompleteAsync();

        refusal!.Code.ShouldBe("chat.import-at-work");
        (await first).Ok(out _, out var ended).ShouldBeFalse();
        ended!.Code.ShouldBe("chat.nothing-to-import");
        (await LookAsync("claude.json")).Chats.ShouldBe(2);
    }

    private AsyncServiceScope ScopeOf(WorkspaceId workspace)
    {
        var scope = services.Scope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignedIn(new UserId(ChatPerson.NewId()), "Olena", isAdministrator: false);
        user.ActsFor(workspace, WorkspaceRole.Member);
        return scope;
    }

    private async Task<ImportRow> LookAsync(string sample)
    {
        await using var file = File.OpenRead(ForeignFormatTests.Sample(sample));
        await using var scope = ScopeOf(_workspace);
        (await scope.ServiceProvider.GetRequiredService<ReceiveImport>().HandleAsync(file, sample, Ct)).Ok(out var import, out var refusal).ShouldBeTrue(refusal?.Code);
        return import!;
    }

    private async Task StartAsync(Guid import)
    {
        await using var scope = ScopeOf(_workspace);
        (await scope.ServiceProvider.GetRequiredService<Imports>().StartAsync(import, Ct)).Ok(out _, out _).ShouldBeTrue();
    }

    private Task HandleAsync(Guid import) =>
        services.InScopeAsync<RunImportHandler>(handler => handler.HandleAsync(new RunImport(import), new JobRun(Guid.Empty, 1), Ct));

    private async Task RunAsync(Guid import)
    {
        await StartAsync(import);
        await HandleAsync(import);
    }

    private Task<long> ChatsAsync() => services.QueryAsync<long>("select count(*) from chat.chats where workspace_id = $1", _workspace.Value);

    private Task<Guid> OnlyChatAsync() => services.QueryAsync<Guid>("select id from chat.chats where workspace_id = $1", _workspace.Value);

    private async Task<ChatHistoryResponse> HistoryAsync(Guid chat)
    {
        await using var scope = ScopeOf(_workspace);
        return (await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), _workspace, chat, new HistoryWindow(), Ct)).ShouldNotBeNull();
    }
}
