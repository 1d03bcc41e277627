using AIGenerator.Generation;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;

namespace AIGenerator.Tests.Generation;

public sealed class TextMoneyTests(GenerationServices services) : IClassFixture<GenerationServices>
{
    private static readonly TextUsage Usage = new(50, 0, 400, 0);

    [Fact]
    public async Task A_whole_answer_costs_what_the_vendor_counted()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Say("Answer");
        script.Finish(FinishReason.Complete, Usage);
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.State.ShouldBe(GenerationState.Succeeded);
        outcome.StopReason.ShouldBe(StopReason.Complete);
        outcome.Cost.ShouldBe(model.PriceOf(Usage));
        outcome.Provider.ShouldBe("scripted");
        await BooksShowAsync(workspace, 100_000 - outcome.Cost.Value);
    }

    [Fact]
    public async Task An_answer_of_the_second_route_says_so_and_costs_what_was_told()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, broken) = services.Model();
        var (other, script) = services.Model();
        broken.Fail(FailureCategory.ProviderUnavailable, "provider.model-gone", RetryAdvice.TryAnotherRoute);
        var (accepted, live) = await services.StartAsync(workspace, model with { Routes = [.. model.Routes, .. other.Routes] });

        script.Say("Answer");
        script.Finish(FinishReason.Complete, Usage);
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.FellBack.ShouldBeTrue();
        outcome.Fallback.ShouldBe(new TextFallback("scripted", "provider.model-gone"));
        outcome.Cost.ShouldBe(model.PriceOf(Usage));
    }

    [Fact]
    public async Task A_stop_before_the_first_output_costs_nothing_and_closes_the_upstream()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, CancellationToken.None));
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].State.ShouldBe(GenerationState.Canceled);
        await BooksShowAsync(workspace, 100_000);
    }

    [Fact]
    public async Task A_stop_after_some_output_keeps_it_and_charges_for_it()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Say("Half an answer");
        await GenerationServices.ArrivedAsync(live, 14);
        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, CancellationToken.None));
        await live.Ended.Task;
        await script.Closed.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.StopReason.ShouldBe(StopReason.Stopped);
        outcome.Text.ShouldBe("Half an answer");
        outcome.Cost.ShouldBeGreaterThan(Credits.Zero);
        outcome.Error.ShouldBeNull();
        await BooksShowAsync(workspace, 100_000 - outcome.Cost.Value);
    }

    [Fact]
    public async Task A_stopped_answer_is_charged_by_the_vendors_last_count_and_what_was_shown_after_it()
    {
        var workspace = await services.WorkspaceAsync(1_000_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        // 2,000 of them thought in secret.
        script.Say("Half");
        script.Steps.Writer.TryWrite(new UsageCounted(new TextUsage(40, 10, 2_001, 2_000)));
        script.Say(" an answer");
        await GenerationServices.ArrivedAsync(live, 14);
        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, CancellationToken.None));
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.Usage.ShouldBe(new TextUsage(40, 10, 2_001 + TokenEstimator.Estimate(" an answer"), 2_000));
        outcome.Cost.ShouldBe(model.PriceOf(outcome.Usage!));
        await BooksShowAsync(workspace, 1_000_000 - outcome.Cost.Value);
    }

    [Fact]
    public async Task Hidden_thoughts_that_nobody_counted_are_not_charged()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Say("Half an answer");
        await GenerationServices.ArrivedAsync(live, 14);
        await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, workspace, CancellationToken.None));
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.Usage.ShouldBe(new TextUsage(live.Run.InputEstimate, 0, TokenEstimator.Estimate("Half an answer"), 0));
        outcome.Cost.ShouldBe(model.PriceOf(outcome.Usage!));
        await BooksShowAsync(workspace, 100_000 - outcome.Cost.Value);
    }

    [Fact]
    public async Task Counted_thoughts_without_a_shown_word_cost_nothing()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Steps.Writer.TryWrite(new UsageCounted(new TextUsage(50, 0, 2_000, 2_000)));
        script.Fail(FailureCategory.ProviderUnavailable, "provider.overloaded");
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].State.ShouldBe(GenerationState.Failed);
        await BooksShowAsync(workspace, 100_000);
    }

    [Fact]
    public async Task A_vendor_that_fails_before_any_output_costs_nothing()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Fail(FailureCategory.ProviderUnavailable, "provider.overloaded");
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.State.ShouldBe(GenerationState.Failed);
        outcome.Error!.Code.ShouldBe("provider.overloaded");
        await BooksShowAsync(workspace, 100_000);
    }

    [Fact]
    public async Task A_vendor_that_fails_half_way_is_paid_for_what_arrived()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Say("Half");
        await GenerationServices.ArrivedAsync(live, 4);
        script.Fail(FailureCategory.ProviderUnavailable, "provider.overloaded");
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.State.ShouldBe(GenerationState.Succeeded);
        outcome.StopReason.ShouldBe(StopReason.Cut);
        outcome.Error!.Code.ShouldBe("generation.cut");
        await BooksShowAsync(workspace, 100_000 - outcome.Cost.Value);
    }

    [Fact]
    public async Task Thoughts_without_an_answer_cost_nothing()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Steps.Writer.TryWrite(new ReasoningDelta("Hm"));
        script.Finish(FinishReason.Complete, Usage);
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].Error!.Code.ShouldBe("generation.empty");
        await BooksShowAsync(workspace, 100_000);
    }

    [Fact]
    public async Task A_small_balance_shortens_the_answer_and_is_never_exceeded()
    {
        var (model, script) = services.Model();
        var pricing = services.Get<TextPricing>();
        var balance = pricing.Least([new TextRequest(Guid.Empty, default, "", model, 50)]).Value + 20;
        var workspace = await services.WorkspaceAsync(balance);
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Say("As far as the money goes");
        script.Finish(FinishReason.Length, new TextUsage(50, 0, live.Run.MaxOutputTokens, 0));
        await live.Ended.Task;

        var outcome = services.Notebook.Ended[accepted.Id];
        script.Order!.MaxOutputTokens.ShouldBe(live.Run.MaxOutputTokens);
        outcome.StopReason.ShouldBe(StopReason.Balance);
        outcome.Cost.Value.ShouldBeLessThanOrEqualTo(balance);
        await BooksShowAsync(workspace, balance - outcome.Cost.Value);
    }

    [Fact]
    public async Task A_balance_that_was_enough_only_for_hidden_thoughts_is_named_and_costs_nothing()
    {
        var (model, script) = services.Model();
        var balance = services.Get<TextPricing>().Least([new TextRequest(Guid.Empty, default, "", model, 50)]).Value + 20;
        var workspace = await services.WorkspaceAsync(balance);
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Finish(FinishReason.Length, new TextUsage(50, 0, live.Run.MaxOutputTokens, live.Run.MaxOutputTokens));
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].State.ShouldBe(GenerationState.Failed);
        services.Notebook.Ended[accepted.Id].Error!.Code.ShouldBe("generation.balance-too-small");
        await BooksShowAsync(workspace, balance);
    }

    [Fact]
    public async Task A_model_that_spends_its_own_length_on_thoughts_is_named_too()
    {
        var workspace = await services.WorkspaceAsync(1_000_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);

        script.Finish(FinishReason.Length, new TextUsage(50, 0, live.Run.MaxOutputTokens, live.Run.MaxOutputTokens));
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].Error!.Code.ShouldBe("provider.only-thought");
        await BooksShowAsync(workspace, 1_000_000);
    }

    [Fact]
    public void A_model_that_reasons_is_not_begun_where_only_its_thoughts_would_fit()
    {
        var pricing = services.Get<TextPricing>();
        var (model, _) = services.Model();
        var plain = model with { Capabilities = model.Capabilities with { Reasoning = false } };

        pricing.Least(services.Request(default, model with { Capabilities = model.Capabilities with { Reasoning = true } })).ShouldBe(model.PriceOf(new TextUsage(50, 0, 2_000, 0)));
        pricing.Least(services.Request(default, plain)).ShouldBe(model.PriceOf(new TextUsage(50, 0, 200, 0)));
    }

    [Fact]
    public async Task An_empty_wallet_refuses_and_writes_nothing()
    {
        var workspace = await services.WorkspaceAsync(0);
        var (model, _) = services.Model();

        var result = await services.AcceptAsync(services.Request(workspace, model));

        result.Ok(out _, out var refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe("wallet.insufficient-credits");
        (await services.QueryAsync<long>("select count(*) from generation.generations where workspace_id = $1", workspace.Value)).ShouldBe(0);
    }

    private async Task BooksShowAsync(AIGenerator.Kernel.Identity.WorkspaceId workspace, long total)
    {
        var balance = await services.BalanceAsync(workspace);
        balance.Total.Value.ShouldBe(total);
        balance.Held.ShouldBe(Credits.Zero);
        (await services.ImbalancesAsync()).ShouldBeEmpty();
    }
}
