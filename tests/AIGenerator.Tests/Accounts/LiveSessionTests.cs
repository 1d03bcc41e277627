using System.Net;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Accounts;

/// <summary>What outlives a session or an account, and must not.</summary>
public sealed class LiveSessionTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/settings/sessions/others/revocation", "/en/settings/security")]
    [InlineData("/logout", "/en/settings")]
    public async Task A_stream_ends_with_its_session(string address, string page)
    {
        using var mine = app.Browser();
        var email = await mine.RegisterAsync();
        using var other = app.Browser();
        using var signedIn = await other.SubmitAsync("/en/login", Values(("email", email), ("password", FakeBrowser.Password)));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var (ending, who) = address == "/logout" ? (other, other) : (mine, other);
        using var stream = new StreamReader(await who.GetStreamAsync("/api/events?topics=chats,balance", patience.Token));
        using var staying = new StreamReader(await mine.GetStreamAsync("/api/events?topics=balance", patience.Token));
        (await stream.ReadLineAsync(patience.Token)).ShouldNotBeNull();

        using var ended = await ending.SubmitAsync(page, Values(), "/en" + address);
        ended.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        while (await stream.ReadLineAsync(patience.Token) is not null)
        {
        }

        (await staying.ReadLineAsync(patience.Token)).ShouldNotBeNull("the stream of the session that goes on goes on");
    }

    [Fact]
    public async Task What_came_in_while_the_account_was_being_deleted_is_erased_as_well()
    {
        var workspace = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var scope = app.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.Database.ExecuteSqlAsync(
            $"insert into chat.chats (id, workspace_id, title, model, created_at, updated_at) values ({workspace}, {workspace}, 'Left behind', 'built-in', now(), now())", Ct);

        scope.ServiceProvider.GetRequiredService<IQueue>().Enqueue(new EraseAgain(new WorkspaceId(workspace)));
        await db.SaveChangesAsync(Ct);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from chat.chats where workspace_id = {workspace}").SingleAsync(patience.Token) > 0)
        {
        }
    }
}
