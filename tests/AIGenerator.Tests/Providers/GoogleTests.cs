using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers;

public sealed class GoogleTests : ProviderConformance
{
    protected override string? TakesTemperature => "gemini-3.5-flash";

    protected override string? RefusesTemperature => "gemini-3.8-flash";

    // All at once, as the simulator knows them from the start.
    protected override IEnumerable<long> CountsOnTheWay => [1, 2, 3];

    protected override string Id => "google";

    protected override string Section => "Google";

    protected override string TurnWithPicture =>
        """{"role":"user","parts":[{"text":"What is it?"},{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}""";

    protected override string AddressOf(Simulator simulator) => simulator.Google;

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = new TextOrder(
            "gemini-3.5-flash", "Стисло.", [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "<c> & ї")], 500, ReasoningEffort.Low, 0.5, "w-1");

        var body = await BodyOfAsync(order);

        body.ShouldBe("""{"systemInstruction":{"parts":[{"text":"Стисло."}]},"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"b"}]},{"role":"user","parts":[{"text":"<c> & ї"}]}],"generationConfig":{"maxOutputTokens":500,"temperature":0.5,"thinkingConfig":{"thinkingLevel":"low","includeThoughts":true}}}""");
        var request = Simulator.Requests.Last();
        request.Path.ShouldBe("/google/v1beta/models/gemini-3.5-flash:streamGenerateContent");
        request.Headers["x-goog-api-key"].ShouldBe("sk-test");
        request.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("gemini-3.5-flash", ReasoningEffort.Default, """{"includeThoughts":true}""")]
    [InlineData("gemini-3.5-flash", ReasoningEffort.None, """{"thinkingLevel":"minimal"}""")]
    [InlineData("gemini-3.8-flash", ReasoningEffort.None, """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.None, """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.Medium, """{"thinkingLevel":"medium","includeThoughts":true}""")]
    [InlineData("gemini-3.8-flash", ReasoningEffort.High, """{"thinkingLevel":"high","includeThoughts":true}""")]
    public async Task Thinking_is_asked_for_in_levels_that_the_model_knows(string model, ReasoningEffort effort, string config)
    {
        var body = await BodyOfAsync(new TextOrder(model, null, [new(TurnRole.User, "a")], 100, effort));

        body.ShouldBe($$$"""{"contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":100,"thinkingConfig":{{{config}}}}}""");
    }

    [Fact]
    public async Task A_signature_goes_back_to_its_place_and_is_accepted()
    {
        var (text, echo) = await SignedAsync();

        var body = await BodyOfAsync(new TextOrder(
            "gemini-3.5-flash", null, [new(TurnRole.User, "a"), new(TurnRole.Assistant, text, Echo: echo), new(TurnRole.User, "c")], 10));

        body.ShouldContain("""{"role":"model","parts":[{"text":"Привіт, це "},{"text":"","thoughtSignature":"c2ltdWxhdGVkIHRob3VnaHQ="}]}""");
    }

    [Theory]
    [InlineData("gemini-3.5-flash", "Another text")]
    [InlineData("gemini-3.8-flash", "Привіт, це ")]
    public async Task A_signature_of_another_text_or_model_is_left_out(string model, string text)
    {
        var (_, echo) = await SignedAsync();

        var body = await BodyOfAsync(new TextOrder(model, null, [new(TurnRole.User, "a"), new(TurnRole.Assistant, text, Echo: echo), new(TurnRole.User, "c")], 10));

        body.ShouldContain($$"""{"role":"model","parts":[{"text":"{{text}}"}]}""");
    }

    [Theory]
    [InlineData("openrouter", """[{"type":"reasoning.text"}]""")]
    [InlineData("google", "no JSON")]
    [InlineData("google", """{"model":"m","length":1,"signed":[{"at":2147483647,"length":2147483647,"signature":"x"}]}""")]
    [InlineData("google", """{"model":"m","length":1,"signed":[{"at":-1,"length":1,"signature":"x"}]}""")]
    public async Task A_strange_echo_is_not_sent(string provider, string json)
    {
        var turn = new TextTurn(TurnRole.Assistant, "b", Echo: new ProviderEcho(provider, json));

        (await BodyOfAsync(new TextOrder("m", null, [new(TurnRole.User, "a"), turn, new(TurnRole.User, "c")], 10))).ShouldContain("""{"role":"model","parts":[{"text":"b"}]}""");
    }

    [Fact]
    public async Task Neighbouring_turns_are_merged_as_the_vendor_refuses_two_in_a_row()
    {
        var order = new TextOrder("m", null, [new(TurnRole.Assistant, "x"), new(TurnRole.User, "a"), new(TurnRole.Assistant, ""), new(TurnRole.User, "b")], 10);

        (await BodyOfAsync(order)).ShouldStartWith("""{"contents":[{"role":"user","parts":[{"text":"a"},{"text":"b"}]}],""");
    }

    [Fact]
    public async Task Thoughts_are_added_to_the_output_and_a_missing_counter_is_zero()
    {
        Simulator.Next(new SimPlan("nothing", Reasons: true));

        (await AskAsync()).End().Usage.ShouldBe(new TextUsage(20, 5, 4, 4));
    }

    [Fact]
    public async Task A_blocked_prompt_is_not_tried_again()
    {
        Simulator.Next(new SimPlan("403"));

        (await Should.ThrowAsync<ProviderException>(() => RouteAsync())).Code.ShouldBe("provider.moderated");
        Simulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_block_before_the_first_word_is_moderated()
    {
        Simulator.Next(new SimPlan("filter", After: 0));

        (await Should.ThrowAsync<ProviderException>(() => RouteAsync())).Code.ShouldBe("provider.moderated");
    }

    [Theory]
    [InlineData("error-event")]
    [InlineData("error-mid")]
    public async Task Overload_after_a_good_status_is_named_though_it_is_no_event(string fault)
    {
        Simulator.Next(new SimPlan(fault, Wire: ["overloaded", "crlf"]));

        (await Should.ThrowAsync<ProviderException>(AskAsync)).Code.ShouldBe("provider.overloaded");
    }

    [Fact]
    public async Task A_quota_of_the_day_sends_the_order_elsewhere()
    {
        Simulator.Next(new SimPlan("429", RetryAfter: 1, Wire: ["daily"]));

        var failure = await Should.ThrowAsync<ProviderException>(AskAsync);

        failure.Code.ShouldBe("provider.rate-limited");
        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
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
        var failure = await Should.ThrowAsync<ProviderException>(() => BodyOfAsync(new TextOrder("gemini-3-pro-preview", null, [new(TurnRole.User, "a")], 10)));

        failure.Code.ShouldBe("provider.model-gone");
    }

    private async Task<(string Text, ProviderEcho Echo)> SignedAsync()
    {
        Simulator.Next(new SimPlan(Tokens: 2, Reasons: true));
        var events = await Provider.StreamAsync(new TextOrder("gemini-3.5-flash", null, [new(TurnRole.User, "a")], 10), Ct).AllAsync(Ct);
        return (events.Text(), events.End().Echo!);
    }
}
