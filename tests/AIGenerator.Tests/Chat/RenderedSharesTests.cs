using AIGenerator.Chat.Export;
using AIGenerator.Chat.Sharing;

namespace AIGenerator.Tests.Chat;

public sealed class RenderedSharesTests
{
    private static readonly IReadOnlyList<DocumentLine> Lines =
    [
        new(1, false, "", "**Question**", "", DateTimeOffset.UnixEpoch, null), new(2, true, "A model", "**Answer**", "", DateTimeOffset.UnixEpoch, null),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_rendered_for_its_first_reader_and_anew_after_it_was_dropped()
    {
        using var shares = new RenderedShares();
        var id = ChatPerson.NewId();

        var first = await shares.LinesAsync(id, Lines, Ct);
        var second = await shares.LinesAsync(id, Lines, Ct);
        shares.Forget(id);
        var anew = await shares.LinesAsync(id, Lines, Ct);

        first.Select(line => line.Html).ShouldBe([null, "<p><strong>Answer</strong></p>\n"]);
        ReferenceEquals(second[1].Html, first[1].Html).ShouldBeTrue();
        ReferenceEquals(anew[1].Html, first[1].Html).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_left_is_not_rendered_for()
    {
        using var shares = new RenderedShares();

        await Should.ThrowAsync<OperationCanceledException>(() => shares.LinesAsync(ChatPerson.NewId(), Lines, new CancellationToken(canceled: true)));
    }
}
