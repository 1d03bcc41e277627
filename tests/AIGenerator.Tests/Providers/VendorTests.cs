using AIGenerator.Providers.Text;
using AIGenerator.Simulators;

namespace AIGenerator.Tests.Providers;

public sealed class OpenRouterTests : ProviderConformance
{
    protected override string Id => "openrouter";

    protected override string Section => "OpenRouter";

    protected override bool SaysCost => true;

    protected override string AddressOf(Simulator simulator) => simulator.OpenRouter;

    [Fact]
    public async Task The_request_is_exactly_this()
    {
        var order = new TextOrder(
            "openai/gpt-5.2", "Стисло.", [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "<c> & ї")], 500, ReasoningEffort.Low, 0.5, "w-1");

        var body = await BodyOfAsync(order);

        body.ShouldBe("""{"model":"openai/gpt-5.2","messages":[{"role":"system","content":"Стисло."},{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"<c> & ї"}],"stream":true,"max_tokens":500,"reasoning":{"effort":"low"},"temperature":0.5,"user":"w-1"}""");
        var request = Simulator.Requests.Last();
        request.Path.ShouldBe("/api/v1/chat/completions");
        request.Headers["Authorization"].ShouldBe("Bearer sk-test");
        request.Headers["Content-Type"].ShouldBe("application/json");
    }

    [Fact]
    public async Task Reasoning_details_are_joined_and_go_back_with_the_next_turn()
    {
        Simulator.Next(new SimPlan(Tokens: 1, Reasons: true));
        var echo = (await AskAsync()).End().Echo;

        echo.ShouldBe(new ProviderEcho("openrouter", """[{"type":"reasoning.text","text":"Let me think.","format":"unknown","index":0}]"""));
        var body = await BodyOfAsync(new TextOrder("m", null, [new(TurnRole.User, "a"), new(TurnRole.Assistant, "b", Echo: echo), new(TurnRole.User, "c")], 10));
        body.ShouldContain("""{"role":"assistant","content":"b","reasoning_details":[{"type":"reasoning.text","text":"Let me think.","format":"unknown","index":0}]}""");
    }

    [Fact]
    public async Task Another_providers_echo_is_not_sent()
    {
        var turn = new TextTurn(TurnRole.Assistant, "b", Echo: new ProviderEcho("anthropic", """[{"signature":"x"}]"""));

        var body = await BodyOfAsync(new TextOrder("m", null, [new(TurnRole.User, "a"), turn, new(TurnRole.User, "c")], 10));

        body.ShouldBe("""{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],"stream":true,"max_tokens":10}""");
    }
}

public sealed class OpenAITests : ProviderConformance
{
    protected override string? TakesTemperature => "gpt-4.1";

    protected override string? RefusesTemperature => "gpt-5.2";

    protected override string Id => "openai";

    protected override string Section => "OpenAI";

    protected override string AddressOf(Simulator simulator) => simulator.OpenAI;

    [Theory]
    [InlineData("gpt-5", "minimal")]
    [InlineData("gpt-5-nano", "minimal")]
    [InlineData("gpt-5.2", "none")]
    public async Task The_request_is_exactly_this(string model, string effort)
    {
        var order = new TextOrder(model, "Be brief.", [new(TurnRole.User, "a")], 500, ReasoningEffort.None, EndUser: "w-1");

        var body = await BodyOfAsync(order);

        body.ShouldBe($$"""{"model":"{{model}}","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"a"}],"stream":true,"stream_options":{"include_usage":true},"store":false,"max_completion_tokens":500,"reasoning_effort":"{{effort}}","safety_identifier":"w-1"}""");
    }
}

public sealed class OpenAICompatibleTests : ProviderConformance
{
    protected override string Id => "openai-compatible";

    protected override string Section => "OpenAICompatible";

    protected override string AddressOf(Simulator simulator) => simulator.OpenAI;

    [Fact]
    public async Task Only_what_every_server_knows_is_sent()
    {
        var order = new TextOrder("llama3.2", null, [new(TurnRole.User, "a")], 500, ReasoningEffort.High, 0.2, "w-1");

        (await BodyOfAsync(order)).ShouldBe("""{"model":"llama3.2","messages":[{"role":"user","content":"a"}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":500,"temperature":0.2}""");
    }
}
