using AIGenerator.Generation;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Money;
using AIGenerator.Media.Files;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;

namespace AIGenerator.Tests.Generation.Media;

public sealed class MediaFlowTests(MediaServices services) : IClassFixture<MediaServices>, IAsyncLifetime
{
    private const long Unit = 400;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        services.First.Reset();
        services.Second.Reset();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => (await services.ImbalancesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task The_built_in_model_draws_for_nothing_and_its_files_are_kept()
    {
        var workspace = await services.WorkspaceAsync(0);
        var id = await services.AcceptedAsync(services.Command(workspace, "built-in-image", count: 3));

        await services.DriveAsync();

        var view = await services.ViewAsync(id, workspace);
        view.State.ShouldBe(GenerationState.Succeeded);
        view.Cost.ShouldBe(Credits.Zero);
        view.Assets.Select(asset => asset.Place).ShouldBe([0, 1, 2]);
        foreach (var asset in view.Assets)
        {
            (asset.Width, asset.Height, asset.MediaType).ShouldBe((64, 64, "image/png"));
            asset.BlurHash.ShouldNotBeNullOrEmpty();
            var content = (await services.InScopeAsync<IAssets, AssetContent?>(assets => assets.OpenAsync(asset.Id, workspace, null, Ct))).ShouldNotBeNull();
            await using var file = content.Content;
            using var text = new StreamReader(file, System.Text.Encoding.Latin1);
            (await text.ReadToEndAsync(Ct)).ShouldContain("digitalsourcetype/algorithmicMedia");
        }

        (await services.Get<IFileStore>().OpenAsync($"media/{id:N}/0/raw", Ct)).ShouldBeNull("what only the way needed is gone");
    }

    [Fact]
    public async Task What_was_delivered_is_paid_and_the_hold_returns_the_rest()
    {
        services.First.OnSubmit = (_, _) => Task.FromResult<MediaReport>(ScriptedVendor.Pictures(2, withheld: 2));
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace, count: 4));
        (await services.BalanceAsync(workspace)).Held.Value.ShouldBe(4 * Unit);

        await services.DriveAsync();

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.Cost.Value, view.Assets.Count, view.Withheld, view.ErrorCode).ShouldBe((GenerationState.Succeeded, 2 * Unit, 2, 2, "generation.partly-withheld"));
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000 - (2 * Unit)), Credits.Zero));
    }

    [Theory]
    [InlineData("0.05", 500)]
    [InlineData("0.001", 100)]
    [InlineData("5", 640)]
    public async Task A_metered_picture_costs_what_the_vendor_counted_and_never_more_than_was_told(string usd, long cost)
    {
        services.Second.OnSubmit = (_, _) => Task.FromResult<MediaReport>(
            ScriptedVendor.Pictures(1, costUsd: decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)));
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace, "metered"));

        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).Cost.Value.ShouldBe(cost);
    }

    [Fact]
    public async Task A_refusal_lets_the_next_route_draw_and_a_moderated_order_goes_nowhere_else()
    {
        services.First.OnSubmit = (order, _) => throw (order.Prompt == "bad" ? ProviderErrors.Moderated() : ProviderErrors.RateLimited());
        var workspace = await services.WorkspaceAsync(10_000);
        var crowded = await services.AcceptedAsync(services.Command(workspace));
        var moderated = await services.AcceptedAsync(services.Command(workspace, prompt: "bad"));

        await services.DriveAsync();

        (await services.ViewAsync(crowded, workspace)).State.ShouldBe(GenerationState.Succeeded);
        var refused = await services.ViewAsync(moderated, workspace);
        (refused.State, refused.ErrorCode, refused.Cost.Value).ShouldBe((GenerationState.Failed, "provider.moderated", 0L));
        services.Second.Submitted.Select(order => order.Id).ShouldBe([crowded]);
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000 - Unit);
    }

    [Fact]
    public async Task A_crowd_at_the_only_vendor_is_waited_out()
    {
        var tries = 0;
        services.Second.OnSubmit = (_, _) => ++tries < 7 ? throw ProviderErrors.RateLimited() : Task.FromResult<MediaReport>(ScriptedVendor.Pictures(1));
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace, "metered"));

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        tries.ShouldBe(7);
    }

    [Fact]
    public async Task An_order_without_an_answer_is_not_handed_over_again_and_costs_nothing()
    {
        services.First.OnSubmit = (_, _) => throw ProviderErrors.Timeout().Begun();
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.ErrorCode).ShouldBe((GenerationState.Failed, "generation.unanswered"));
        services.First.Submitted.Count.ShouldBe(1);
        services.Second.Submitted.ShouldBeEmpty();
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_process_that_died_while_handing_over_is_followed_as_the_vendor_allows(bool isRepeatable, bool canFind)
    {
        services.First.Traits = new MediaTraits(IsRepeatable: isRepeatable, CanFind: canFind);
        services.First.OnFind = order => new VendorJob("found", order.Model);
        services.First.OnAsk = job => job.Id == "found" ? ScriptedVendor.Pictures(1) : throw ProviderErrors.ModelGone();
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        await DieAtAsync(id, "Submitting");

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Submitted.Count.ShouldBe(isRepeatable ? 1 : 0);
        services.First.Asked.Count.ShouldBe(canFind ? 1 : 0);
    }

    [Fact]
    public async Task A_process_that_died_while_handing_over_to_a_silent_vendor_leaves_a_free_failure()
    {
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await DieAtAsync(id, "Submitting");

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).ErrorCode.ShouldBe("generation.unanswered");
        services.First.Submitted.ShouldBeEmpty();
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_report_that_overtakes_a_lost_answer_names_the_job_and_nothing_is_ordered_twice()
    {
        services.First.Traits = new MediaTraits(HasWebhook: true);
        services.First.OnSubmit = async (order, _) =>
        {
            await HearAsync(order.Id, "told");
            await HearAsync(order.Id, "told");
            throw ProviderErrors.Timeout().Begun();
        };
        services.First.OnAsk = job => job == new VendorJob("told", "upstream-1") ? ScriptedVendor.Pictures(1) : throw ProviderErrors.ModelGone();
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);
        await HearAsync(id, "told");

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        (services.First.Submitted.Count, services.First.Asked.Count).ShouldBe((1, 1));
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000 - Unit), Credits.Zero));
    }

    [Fact]
    public async Task A_report_before_the_answer_does_not_disturb_it_and_a_later_one_wakes_the_generation()
    {
        services.First.OnSubmit = async (order, _) =>
        {
            await HearAsync(order.Id, "early");
            return new MediaUnderWay(new VendorJob("job-5", order.Model, "note"), AskAgainIn: TimeSpan.FromMinutes(3));
        };
        services.First.OnAsk = job => job.Note == "note" ? ScriptedVendor.Pictures(1) : throw ProviderErrors.ModelGone();
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveAsync();
        services.First.Asked.ShouldBeEmpty();

        await HearAsync(id, "job-5");
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Asked.ShouldHaveSingleItem().Id.ShouldBe("job-5");
    }

    [Fact]
    public async Task A_job_at_the_vendor_is_asked_about_until_it_is_done_through_every_trouble_that_passes()
    {
        var looks = 0;
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-1", order.Model, "note"), Position: 3));
        services.First.OnAsk = job => ++looks switch
        {
            1 => new MediaUnderWay(job, Position: 1),
            2 => throw ProviderErrors.Unreachable(),
            3 => throw ProviderErrors.BadKey(),
            4 => new MediaUnderWay(job, Progress: 0.5),
            _ => ScriptedVendor.Pictures(1),
        };
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveAsync();
        var first = await services.ViewAsync(id, workspace);
        await services.DriveToEndAsync(id, workspace);

        (first.Stage, first.Position).ShouldBe(("underWay", 3));
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Submitted.Count.ShouldBe(1);
        services.First.Asked.ShouldAllBe(job => job == new VendorJob("job-1", "upstream-1", "note"));
    }

    [Fact]
    public async Task A_job_that_fails_at_the_vendor_goes_nowhere_else_and_costs_nothing()
    {
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-2", order.Model)));
        services.First.OnAsk = _ => throw new ProviderException(FailureCategory.Internal, "provider.failed", RetryAdvice.GiveUp);
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Failed);
        services.Second.Submitted.ShouldBeEmpty();
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000);
    }

    [Fact]
    public async Task What_takes_too_long_is_stopped_at_the_vendor_and_given_up_free_of_charge()
    {
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-3", order.Model)));
        services.First.OnAsk = job => new MediaUnderWay(job);
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).ErrorCode.ShouldBe("generation.too-long");
        services.First.Canceled.ShouldHaveSingleItem();
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_file_that_the_vendor_no_longer_has_is_not_paid()
    {
        services.First.OnSubmit = (_, _) => Task.FromResult<MediaReport>(new MediaDone(
            [.. ScriptedVendor.Pictures(1).Outputs, new MediaOutput(default, new Uri("http://127.0.0.1:9/inside")), new MediaOutput("not a picture"u8.ToArray())]));
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace, count: 3));

        await services.DriveToEndAsync(id, workspace);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.Assets.Count, view.Cost.Value, view.ErrorCode).ShouldBe((GenerationState.Succeeded, 1, Unit, "generation.result-lost"));
    }

    private Task<bool> HearAsync(Guid generation, string job) => services.InScopeAsync<HearVendor, bool>(async hear =>
    {
        await hear.HandleAsync("first", generation, job, Ct);
        return true;
    });

    // What a process leaves that dies in the middle of a step: the row says so, and nobody is at it.
    private Task<int> DieAtAsync(Guid id, string stage) => services.ExecuteAsync(
        """
        with generation as (update generation.generations set state = 'Running', provider = 'first' where id = $1)
        update generation.media set stage = $2, submitted_at = $3, upstream_model = 'upstream-1' where id = $1
        """,
        id, stage, services.Clock.GetUtcNow());
}
