using AIGenerator.Billing;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>The room that the files of a workspace have.</summary>
public sealed class AttachmentStorageTests(AttachmentServices services) : IClassFixture<AttachmentServices>
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    private static readonly byte[] Words = new byte[1000].Select(_ => (byte)'x').ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_workspace_is_refused_with_what_is_used_and_goes_on_when_files_go()
    {
        var own = Words[..777];
        var user = await services.PersonAsync();
        await KeepAsync(user, Gigabyte - 1500, "chat/full");

        (await services.TryUploadAsync(user, own, "a.txt")).Ok(out _, out _).ShouldBeTrue();
        var refusal = RefusalOf(await services.TryUploadAsync(user, own, "b.txt"));
        await services.ExecuteAsync("delete from chat.attachments where workspace_id = $1 and file_key = 'chat/full'", user.WorkspaceId.Value);
        var after = await services.TryUploadAsync(user, own, "b.txt");

        (refusal.Code, refusal.Kind).ShouldBe(("chat.storage-full", ErrorKind.Conflict));
        (refusal.Arguments!["used"], refusal.Arguments["limit"]).ShouldBe((1.0, 1.0));
        await using var scope = services.Scope();
        scope.ServiceProvider.GetRequiredService<IPlans>().All.Select(plan => plan.StorageBytes).ShouldBe([Gigabyte, 10 * Gigabyte, 50 * Gigabyte, 200 * Gigabyte]);
        after.Ok(out _, out _).ShouldBeTrue();
        Directory.EnumerateFiles(services.Files, "*", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length == own.Length).ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_many_messages_share_counts_once_and_others_files_do_not_count()
    {
        var (user, other) = (await services.PersonAsync(), await services.PersonAsync());
        for (var copy = 0; copy < 5; copy++)
        {
            await KeepAsync(user, Gigabyte / 2, "chat/shared");
        }

        await KeepAsync(other, Gigabyte * 5, "chat/foreign");

        (await services.TryUploadAsync(user, Words, "a.txt")).Ok(out _, out var refusal).ShouldBeTrue(refusal?.Code);
    }

    [Fact]
    public async Task Many_at_once_find_no_more_room_than_one_after_the_other()
    {
        var user = await services.PersonAsync();
        await KeepAsync(user, Gigabyte - 3500, "chat/nearly-full");

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => services.TryUploadAsync(user, Words, $"{n}.txt"), Ct)));

        results.Count(result => result.Ok(out _, out _)).ShouldBe(3);
        results.Select(result => result.Ok(out _, out var refusal) ? "" : refusal.Code).Distinct().ShouldBe(["", "chat.storage-full"], ignoreOrder: true);
    }

    [Fact]
    public async Task Visitors_have_less_and_are_told_to_sign_in()
    {
        var visitor = new CurrentUser();
        visitor.ActsFor(services.AddWorkspace(), WorkspaceRole.Member);
        await KeepAsync(visitor, 100 * 1024 * 1024, "chat/visitor");

        var refusal = RefusalOf(await services.TryUploadAsync(visitor, Words, "a.txt"));

        refusal.Code.ShouldBe("chat.visitor-storage-full");
        (refusal.Arguments!["used"], refusal.Arguments["limit"]).ShouldBe((100.0, 100.0));
        await using var scope = services.Scope();
        scope.ServiceProvider.GetRequiredService<ILocalizer>().Describe(refusal).ShouldContain("100");
    }

    private Task<int> KeepAsync(CurrentUser user, long bytes, string key) => services.ExecuteAsync(
        """
        insert into chat.attachments (id, workspace_id, position, name, kind, media_type, size_bytes, tokens, file_key, created_at)
        values ($1, $2, 0, 'large.png', 'Picture', 'image/png', $3, 1600, $4, now())
        """,
        ChatPerson.NewId(), user.WorkspaceId.Value, bytes, key);

    private static Error RefusalOf(Result<AIGenerator.Chat.Attachments.AttachmentResponse> result)
    {
        result.Ok(out _, out var refusal).ShouldBeFalse();
        return refusal!;
    }
}
