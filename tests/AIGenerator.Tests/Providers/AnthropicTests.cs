using AIGenerator.Providers;
using AIGenerator.Providers.Anthropic;
using AIGenerator.Providers.Text;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers;

public sealed class AnthropicTests : ProviderConformance
{
    protected override string? TakesTemperature => "claude-haiku-4-5";

    protected override string? RefusesTemperature => "claude-sonnet-5-5";

    // It counts what it has read at once, and what it says only at the end.
    protected override IEnumerable<long> CountsOnTheWay => [0];

    protected override bool CountsInputFirst => true;

    protected override string Id => "anthropic";

    protected override string Section => "Anthropic";

    protected override string UpstreamId => "req_sim";

    protected override string TurnWithPicture =>
        """{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},{"type":"text","text":"What is it?"}]}""";

    protected override string AddressOf(Simulator simulator) => simulator.Anthropic;

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = new TextOrder(
            "claude-haiku-4-5", "Стисло.", [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "<c> & ї")], 500, Temperature: 1.4, EndUser: "w-1");

        var body = await BodyOfAsync(order);

        body.ShouldBe("""{"model":"claude-haiku-4-5","max_tokens":500,"system":"Стисло.","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"<c> & ї"}],"stream":true,"temperature":1,"metadata":{"user_id":"w-1"}}""");
        var request = Simulator.Requests.Last();
        request.Path.ShouldBe("/anthropic/v1/messages");
        request.Headers["x-api-key"].ShouldBe("sk-test");
        request.Headers["anthropic-version"].ShouldBe("2023-06-01");
        request.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task What_was_read_is_known_before_the_first_word()
    {
        Simulator.Next(new SimPlan("stall", After: 2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var seen = new List<TextEvent>();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in Provider.StreamAsync(ProviderFixtures.Order(), stop.Token))
            {
                seen.Add(step);
                if (step is TextDelta)
                {
                    await stop.CancelAsync();
                }
            }
        });

        seen[0].ShouldBe(new UsageCounted(new TextUsage(17, 5, 0, 0)));
    }

    [Theory]
    [InlineData("https://api.anthropic.com", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://api.anthropic.com/", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://proxy.example/claude/v1", "https://proxy.example/claude/v1/messages")]
    public void A_bare_host_is_completed_with_the_version(string baseUrl, string address) =>
        new AnthropicOptions { BaseUrl = baseUrl }.MessagesAddress.AbsoluteUri.ShouldBe(address);

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", ReasoningEffort.Default, "")]
    [InlineData("claude-sonnet-4-5-20250929", ReasoningEffort.None, "")]
    [InlineData("claude-sonnet-4-5-20250929", ReasoningEffort.Medium, ""","thinking":{"type":"enabled","budget_tokens":2000}""")]
    [InlineData("claude-sonnet-4-20250514", ReasoningEffort.Low, ""","thinking":{"type":"enabled","budget_tokens":2000}""")]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.Default, "")]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.High, ""","thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}""")]
    [InlineData("claude-sonnet-5-5", ReasoningEffort.Default, ""","thinking":{"type":"adaptive","display":"summarized"}""")]
    [InlineData("claude-sonnet-5-5", ReasoningEffort.None, ""","thinking":{"type":"between_tools"}""")]
    [InlineData("claude-sonnet-5", ReasoningEffort.None, ""","thinking":{"type":"disabled"}""")]
    [InlineData("claude-opus-5-5", ReasoningEffort.None, ""","thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}""")]
    public async Task Thinking_is_asked_for_in_the_models_own_form(string model, ReasoningEffort effort, string members)
    {
        var body = await BodyOfAsync(new TextOrder(model, null, [new(TurnRole.User, "a")], 4000, effort));

        body.ShouldBe($$"""{"model":"{{model}}","max_tokens":4000,"messages":[{"role":"user","content":"a"}],"stream":true{{members}}}""");
    }

    [Fact]
    public async Task A_temperature_is_left_out_beside_thinking_and_a_budget_without_room_for_an_answer()
    {
        var thinking = new TextOrder("claude-haiku-4-5", null, [new(TurnRole.User, "a")], 4000, ReasoningEffort.Low, Temperature: 0.5);

        (await BodyOfAsync(thinking)).ShouldNotContain("temperature");
        (await BodyOfAsync(thinking with { MaxOutputTokens = 2000 })).ShouldEndWith("\"stream\":true,\"temperature\":0.5}");
    }

    [Fact]
    public async Task Thinking_goes_back_with_its_signature_and_is_accepted()
    {
        var first = new TextTurn(TurnRole.User, "a");
        var echo = await ThoughtAboutAsync(first);

        var body = await BodyOfAsync(new TextOrder("claude-sonnet-5-5", "S", [first, new(TurnRole.Assistant, "b", Echo: echo), new(TurnRole.User, "c")], 4000));

        body.ShouldContain("""{"role":"assistant","content":[{"type":"thinking","thinking":"Let me think.","signature":""");
        body.ShouldContain("\"},{\"type\":\"text\",\"text\":\"b\"}]}");
    }

    [Theory]
    [InlineData("claude-opus-5-5", "S", "a", ReasoningEffort.Default)]
    [InlineData("claude-sonnet-5-5", "Other instructions", "a", ReasoningEffort.Default)]
    [InlineData("claude-sonnet-5-5", "S", "edited", ReasoningEffort.Default)]
    [InlineData("claude-sonnet-5-5", "S", "a", ReasoningEffort.None)]
    public async Task Thinking_that_no_longer_fits_is_left_out(string model, string system, string question, ReasoningEffort effort)
    {
        var echo = await ThoughtAboutAsync(new TextTurn(TurnRole.User, "a"));

        var body = await BodyOfAsync(new TextOrder(
            model, system, [new(TurnRole.User, question), new(TurnRole.Assistant, "b", Echo: echo), new(TurnRole.User, "c")], 4000, effort));

        body.ShouldContain("""{"role":"assistant","content":"b"}""");
    }

    [Fact]
    public async Task An_altered_signature_would_be_refused()
    {
        var first = new TextTurn(TurnRole.User, "a");
        var echo = (await ThoughtAboutAsync(first))!;
        var altered = echo with { Json = echo.Json.Replace("\"signature\":\"", "\"signature\":\"x", StringComparison.Ordinal) };

        var failure = await Should.ThrowAsync<ProviderException>(() => BodyOfAsync(
            new TextOrder("claude-sonnet-5-5", "S", [first, new(TurnRole.Assistant, "b", Echo: altered), new(TurnRole.User, "c")], 4000)));

        failure.Code.ShouldBe("provider.invalid-request");
    }

    [Theory]
    [InlineData("openrouter", """[{"type":"reasoning.text"}]""")]
    [InlineData("anthropic", "no JSON")]
    [InlineData("anthropic", """{"model":17}""")]
    public async Task A_strange_echo_is_not_sent(string provider, string json)
    {
        var turn = new TextTurn(TurnRole.Assistant, "b", Echo: new ProviderEcho(provider, json));

        var body = await BodyOfAsync(new TextOrder("m", null, [new(TurnRole.User, "a"), turn, new(TurnRole.User, "c")], 10));

        body.ShouldBe("""{"model":"m","max_tokens":10,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],"stream":true}""");
    }

    [Fact]
    public async Task Neighbouring_turns_are_merged_and_empty_ones_left_out()
    {
        var order = new TextOrder("m", " ", [new(TurnRole.Assistant, "x"), new(TurnRole.User, "a"), new(TurnRole.Assistant, " "), new(TurnRole.User, "b")], 10);

        (await BodyOfAsync(order)).ShouldBe(
            """{"model":"m","max_tokens":10,"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],"stream":true}""");
    }

    [Fact]
    public async Task A_refusal_without_a_block_is_moderated_and_costs_nothing()
    {
        Simulator.Next(new SimPlan("filter", After: 0), new SimPlan("filter", After: 0));

        (await AskAsync()).ShouldBe([new UsageCounted(new TextUsage(17, 5, 0, 0)), new TextFinished(FinishReason.Filtered, new TextUsage(20, 5, 12, 0), UpstreamId: "req_sim")]);
        (await Should.ThrowAsync<ProviderException>(() => RouteAsync())).Code.ShouldBe("provider.moderated");
    }

    [Theory]
    [InlineData("error-event", "provider.overloaded")]
    [InlineData("error-mid", "provider.overloaded")]
    public async Task Overload_after_a_good_status_is_named(string fault, string code)
    {
        Simulator.Next(new SimPlan(fault, Wire: ["overloaded"]));

        (await Should.ThrowAsync<ProviderException>(AskAsync)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_busy_vendor_says_how_long_to_wait()
    {
        Simulator.Next(new SimPlan("503", RetryAfter: 3));

        (await Should.ThrowAsync<ProviderException>(AskAsync)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task The_operators_own_limit_is_no_crowd()
    {
        Simulator.Next(new SimPlan("429", Wire: ["spend-limit"]));

        (await Should.ThrowAsync<ProviderException>(AskAsync)).Code.ShouldBe("provider.no-funds");
    }

    [Fact]
    public async Task A_call_of_a_tool_that_nobody_offered_is_passed_over()
    {
        Simulator.Next(new SimPlan(Tokens: 3, Wire: ["tool-call"]));

        var events = await RouteAsync();

        events.Text().ShouldBe("Привіт, це імітатор: ");
        events.End().Reason.ShouldBe(FinishReason.Complete);
        events.End().Echo.ShouldBeNull();
        Simulator.Requests.Single().Body.ShouldNotContain("tool");
    }

    [Fact]
    public async Task A_retired_model_is_gone()
    {
        var failure = await Should.ThrowAsync<ProviderException>(() => BodyOfAsync(new TextOrder("claude-3-opus-20240229", null, [new(TurnRole.User, "a")], 10)));

        failure.Code.ShouldBe("provider.model-gone");
    }

    private async Task<ProviderEcho?> ThoughtAboutAsync(TextTurn question)
    {
        Simulator.Next(new SimPlan(Tokens: 1, Reasons: true));
        var events = await Provider.StreamAsync(new TextOrder("claude-sonnet-5-5", "S", [question], 4000), Ct).AllAsync(Ct);
        var echo = events.End().Echo;
        echo!.Provider.ShouldBe("anthropic");
        return echo;
    }
}
