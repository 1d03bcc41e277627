using System.Net;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

/// <summary>A machine whose Chromium does nothing but say that it was started.</summary>
public sealed class UselessChromiumApp(TestPostgres server) : AccountsApp(server)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-useless-").FullName;

    public int Starts => File.Exists(Said) ? File.ReadAllLines(Said).Length : 0;

    protected override IEnumerable<KeyValuePair<string, string>> Settings => [.. base.Settings, new("CHROMIUM_PATH", Made())];

    private string Said => Path.Combine(_folder, "said");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Made()
    {
        var program = Path.Combine(_folder, "chromium");
        File.WriteAllText(program, $"#!/bin/sh\necho started >> '{Said}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}

public sealed class FailedDrawingTests(UselessChromiumApp app) : IClassFixture<UselessChromiumApp>
{
    [Fact]
    public async Task A_card_that_cannot_be_drawn_is_not_tried_for_every_reader()
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var said = await ShareTests.SayAsync(browser, new PostMessageRequest(null, "built-in", "Picture me"));
        var share = await ShareTests.ShareAsync(browser, said.ChatId);
        var address = $"{new Uri(share.Url).AbsolutePath}/card.png";

        using var first = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        using var second = await browser.GetAsync(address, TestContext.Current.CancellationToken);

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        app.Starts.ShouldBe(1);
    }
}
