using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers;

public sealed class DeepSeekTests : ProviderConformance
{
    protected override string? TakesTemperature => null;

    protected override string? RefusesTemperature => "deepseek-flash";

    protected override string Id => "deepseek";

    protected override string Section => "DeepSeek";

    protected override string AddressOf(Simulator simulator) => simulator.DeepSeek;

    [Theory]
    [InlineData(ReasoningEffort.Default, "")]
    [InlineData(ReasoningEffort.None, ""","thinking":{"type":"disabled"},"temperature":0.5""")]
    [InlineData(ReasoningEffort.Low, ""","thinking":{"type":"enabled"},"reasoning_effort":"high" """)]
    [InlineData(ReasoningEffort.High, ""","thinking":{"type":"enabled"},"reasoning_effort":"high" """)]
    public async Task The_request_is_exactly_this(ReasoningEffort effort, string members)
    {
        var order = new TextOrder(
            "deepseek-flash", null, [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "c")], 500, effort, 0.5, "w-1");

        (await BodyOfAsync(order)).ShouldBe($$"""{"model":"deepseek-flash","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","reasoning_content":""},{"role":"user","content":"c"}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":500{{members.TrimEnd()}},"user_id":"w-1"}""");
        Simulator.Requests.Last().Path.ShouldBe("/deepseek/chat/completions");
    }

    [Fact]
    public async Task Thinking_that_was_forbidden_does_not_come()
    {
        Simulator.Next(new SimPlan(Tokens: 3, Reasons: true));

        var events = await Provider.StreamAsync(ProviderFixtures.Order() with { Reasoning = ReasoningEffort.None }, Ct).AllAsync(Ct);

        events.Reasoning().ShouldBeEmpty();
        events.End().Usage.ShouldBe(new TextUsage(20, 5, 3, 0));
    }

    [Theory]
    [InlineData("deepseek-chat")]
    [InlineData("deepseek-reasoner")]
    public async Task A_name_of_older_plans_is_gone(string model) => await GoneAsync(model);
}

public sealed class XAITests : ProviderConformance
{
    protected override string Id => "xai";

    protected override string Section => "XAI";

    protected override bool SaysCost => true;

    protected override string AddressOf(Simulator simulator) => simulator.XAI;

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = new TextOrder("grok-4.3", "Be brief.", [new(TurnRole.User, "a")], 500, ReasoningEffort.Low, 0.5, "w-1");

        (await BodyOfAsync(order)).ShouldBe("""{"model":"grok-4.3","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"a"}],"stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":500,"reasoning_effort":"low","temperature":0.5,"user":"w-1"}""");
    }

    [Fact]
    public async Task Reasoning_beside_the_completion_is_added_to_what_is_billed()
    {
        Simulator.Next(new SimPlan(Tokens: 2, Reasons: true));

        (await AskAsync()).End().Usage.ShouldBe(new TextUsage(20, 5, 6, 4, 0.00006m));
    }

    [Fact]
    public async Task An_empty_account_is_not_taken_for_a_permission()
    {
        Simulator.Next(new SimPlan("402-new"));

        (await Should.ThrowAsync<ProviderException>(AskAsync)).Code.ShouldBe("provider.no-funds");
    }

    [Theory]
    [InlineData("grok-4-0709")]
    [InlineData("grok-4-1-fast-non-reasoning")]
    [InlineData("grok-3")]
    public async Task A_name_of_older_plans_is_gone(string model) => await GoneAsync(model);
}

public sealed class MoonshotTests : ProviderConformance
{
    protected override string? TakesTemperature => null;

    protected override string? RefusesTemperature => "kimi-k3";

    protected override string Id => "moonshot";

    protected override string Section => "Moonshot";

    protected override string AddressOf(Simulator simulator) => simulator.Moonshot;

    [Theory]
    [InlineData("kimi-k2.6", ReasoningEffort.Default, "")]
    [InlineData("kimi-k2.6", ReasoningEffort.None, ""","thinking":{"type":"disabled"}""")]
    [InlineData("kimi-k2.6", ReasoningEffort.High, ""","thinking":{"type":"enabled"}""")]
    [InlineData("kimi-k3", ReasoningEffort.None, ""","reasoning_effort":"low" """)]
    [InlineData("kimi-k3", ReasoningEffort.Medium, ""","reasoning_effort":"high" """)]
    [InlineData("kimi-k3", ReasoningEffort.High, ""","reasoning_effort":"max" """)]
    public async Task The_request_is_exactly_this_and_never_holds_a_temperature(string model, ReasoningEffort effort, string members)
    {
        var order = new TextOrder(model, null, [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "c")], 500, effort, 0.5, "w-1");

        (await BodyOfAsync(order)).ShouldBe($$"""{"model":"{{model}}","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],"stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":500{{members.TrimEnd()}},"safety_identifier":"w-1"}""");
    }

    [Fact]
    public async Task A_count_inside_the_choice_is_found()
    {
        Simulator.Next(new SimPlan(Tokens: 3, Wire: ["usage-in-choice"]));

        (await AskAsync()).End().Usage.ShouldBe(new TextUsage(20, 5, 3, 0));
    }

    [Theory]
    [InlineData("kimi-latest")]
    [InlineData("kimi-k2-thinking-turbo")]
    public async Task A_name_of_older_plans_is_gone(string model) => await GoneAsync(model);
}
