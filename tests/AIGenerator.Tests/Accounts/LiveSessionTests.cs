using System.Net;
using AIGenerator.Tests.Kernel.Live;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Accounts;

/// <summary>A live stream is opened once; what opened it may end long before the stream would.</summary>
public sealed class LiveSessionTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    // Less than the look-ups at the pings would take: the news alone must end a stream.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ended_sessions_lose_their_streams_at_once_and_others_keep_theirs()
    {
        using var mine = app.Browser();
        var email = await mine.RegisterAsync();
        using var other = await SignedInAsync(email);
        using var stranger = app.Browser();
        await stranger.RegisterAsync();
        using var ended = await OpenAsync(other);
        using var kept = await OpenAsync(mine);
        using var foreign = await OpenAsync(stranger);

        using var revoked = await mine.SubmitAsync("/en/settings/security", Values(), "/en/settings/sessions/others/revocation");
        await EndOfAsync(ended);
        using var signedOut = await mine.SubmitAsync("/en/settings", Values(), "/en/logout");
        await EndOfAsync(kept);

        revoked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await IsOpenAsync(foreign)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_revoked_session_loses_its_stream()
    {
        using var mine = app.Browser();
        using var other = await SignedInAsync(await mine.RegisterAsync());
        using var ended = await OpenAsync(other);

        (await mine.SubmitAsync("/en/settings/security", Values(), "/en/settings/sessions/revocation")).Dispose();

        await EndOfAsync(ended);
    }

    [Fact]
    public async Task A_new_password_ends_the_streams_of_other_sessions()
    {
        using var mine = app.Browser();
        using var other = await SignedInAsync(await mine.RegisterAsync());
        using var ended = await OpenAsync(other);

        using var changed = await mine.SubmitAsync(
            "/en/settings/security", Values(("currentPassword", FakeBrowser.Password), ("newPassword", "another long password")));

        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await EndOfAsync(ended);
    }

    [Fact]
    public async Task A_deleted_account_has_no_stream_left()
    {
        using var mine = app.Browser();
        var email = await mine.RegisterAsync();
        using var other = await SignedInAsync(email);
        using var first = await OpenAsync(mine);
        using var second = await OpenAsync(other);

        using var deleted = await mine.SubmitAsync("/en/settings/data", Values(("password", FakeBrowser.Password), ("confirmation", email)));

        deleted.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await EndOfAsync(first);
        await EndOfAsync(second);
    }

    private async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = app.Browser();
        (await browser.SubmitAsync("/en/login", Values(("email", email), ("password", FakeBrowser.Password)))).Dispose();
        return browser;
    }

    // The first of the balance comes after the topics and the session are watched.
    private static async Task<LiveReader> OpenAsync(HttpClient browser)
    {
        var stream = new LiveReader(await browser.GetAsync("/api/events?topics=balance", HttpCompletionOption.ResponseHeadersRead, Ct));
        stream.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stream.NextAsync()).ShouldNotBeNull();
        return stream;
    }

    // Reads on until it would have to wait.
    private static async Task<bool> IsOpenAsync(LiveReader stream)
    {
        var next = stream.NextAsync();
        while (next.IsCompleted && await next is not null)
        {
            next = stream.NextAsync();
        }

        return !next.IsCompleted;
    }

    private static async Task EndOfAsync(LiveReader stream)
    {
        while (await stream.NextAsync().WaitAsync(AtOnce, Ct) is not null)
        {
        }
    }
}
