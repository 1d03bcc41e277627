using System.Text;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Chat;

/// <summary>Requests that were signed in while their account was there and end after it is gone: what they wrote would stay for ever.</summary>
public sealed class GoneWorkspaceTests(AttachmentServices services) : IClassFixture<AttachmentServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_writes_nothing()
    {
        var user = await GoneAsync();

        CodeOf(await services.TryAskAsync(user, new Ask(null, "built-in", "Hello"))).ShouldBe("workspaces.gone");

        (await CountAsync("chat.chats", user)).ShouldBe(0);
        (await CountAsync("generation.generations", user)).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_is_not_kept()
    {
        var user = await GoneAsync();

        CodeOf(await services.TryUploadAsync(user, Encoding.UTF8.GetBytes("Words"), "a.txt")).ShouldBe("workspaces.gone");

        (await CountAsync("chat.attachments", user)).ShouldBe(0);
        Directory.EnumerateFiles(services.Files, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_is_not_looked_at_and_one_that_runs_stops()
    {
        var user = await services.PersonAsync();
        (await LookAsync(user)).Ok(out var import, out _).ShouldBeTrue();
        await services.ExecuteAsync("update chat.imports set state = 'Running' where id = $1", import!.Id);
        await services.DropWorkspaceAsync(user.WorkspaceId);

        await services.InScopeAsync<RunImportHandler>(handler => handler.HandleAsync(new RunImport(import.Id), new JobRun(Guid.Empty, 1), Ct));
        var again = await LookAsync(user);

        CodeOf(again).ShouldBe("workspaces.gone");
        (await CountAsync("chat.imports", user)).ShouldBe(1);
        (await CountAsync("chat.chats", user)).ShouldBe(0);
    }

    [Fact]
    public async Task A_chat_is_neither_shared_nor_copied()
    {
        var (user, reader) = (await services.PersonAsync(), await GoneAsync());
        var chat = (await services.AskAsync(user, new Ask(null, "built-in", "Hello"))).ChatId;
        await using var scope = ScopeOf(user);
        var sharing = scope.ServiceProvider.GetRequiredService<ShareChat>();
        (await sharing.CreateAsync(chat, ChatPerson.NewId(), withName: false, Ct)).Ok(out var share, out _).ShouldBeTrue();
        await services.DropWorkspaceAsync(user.WorkspaceId);

        CodeOf(await sharing.CreateAsync(chat, ChatPerson.NewId(), withName: false, Ct)).ShouldBe("workspaces.gone");
        CodeOf(await services.InScopeAsync<CopyShare, Result<Guid>>(copy => copy.HandleAsync(
            share!.Token, reader, scope.ServiceProvider.GetRequiredService<IVisitors>(), Ct))).ShouldBe("workspaces.gone");

        (await CountAsync("chat.shares", user)).ShouldBe(1);
        (await CountAsync("chat.chats", reader)).ShouldBe(0);
    }

    [Fact]
    public async Task A_deletion_waits_for_what_is_being_written()
    {
        var user = await services.PersonAsync();
        await using var scope = services.Scope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<AppDb>().Database.BeginTransactionAsync(Ct);

        (await scope.ServiceProvider.GetRequiredService<IWorkspaces>().HoldAsync(user.WorkspaceId, Ct)).ShouldBeNull();

        // What a deletion takes; it would wait, and here it does not.
        var deletion = await Should.ThrowAsync<PostgresException>(
            () => services.ExecuteAsync("select 1 from workspaces.workspaces where id = $1 for update nowait", user.WorkspaceId.Value));
        deletion.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
    }

    private async Task<CurrentUser> GoneAsync()
    {
        var user = await services.PersonAsync();
        await services.DropWorkspaceAsync(user.WorkspaceId);
        return user;
    }

    private AsyncServiceScope ScopeOf(CurrentUser user)
    {
        var scope = services.Scope();
        var mine = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        mine.SignedIn(user.Id!.Value, user.DisplayName, isAdministrator: false);
        mine.ActsFor(user.WorkspaceId, user.Role);
        return scope;
    }

    private async Task<Result<ImportRow>> LookAsync(CurrentUser user)
    {
        await using var file = File.OpenRead(ForeignFormatTests.Sample("chatgpt.json"));
        await using var scope = ScopeOf(user);
        return await scope.ServiceProvider.GetRequiredService<ReceiveImport>().HandleAsync(file, "chatgpt.json", Ct);
    }

    private Task<long> CountAsync(string table, CurrentUser user) => services.QueryAsync<long>($"select count(*) from {table} where workspace_id = $1", user.WorkspaceId.Value);

    private static string? CodeOf<T>(Result<T> result)
        where T : notnull => result.Ok(out _, out var refusal) ? null : refusal.Code;
}
