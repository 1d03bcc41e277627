using AIGenerator.Providers.Text;

namespace AIGenerator.Tests.Providers;

public sealed class TokenEstimatorTests
{
    /// <summary>Counts such as common tokenizers give for texts of this kind: the estimate may be above, hardly below.</summary>
    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog and runs back home.", 14)]
    [InlineData("Прудка руда лисиця перестрибує через ледачого пса й тікає додому.", 22)]
    [InlineData("敏捷的棕色狐狸跳过了那只懒狗然后跑回家", 17)]
    [InlineData("for (var i = 0; i < items.Count; i++) { total += items[i].Price * 1.2m; }", 28)]
    public void It_is_near_and_rather_high(string text, int tokens)
    {
        var estimate = TokenEstimator.Estimate(text);

        estimate.ShouldBeGreaterThanOrEqualTo(tokens);
        estimate.ShouldBeLessThanOrEqualTo(tokens * 2);
    }

    [Fact]
    public void Scripts_differ_as_they_do_in_tokenizers()
    {
        var latin = TokenEstimator.Estimate(new string('a', 1000));
        var cyrillic = TokenEstimator.Estimate(new string('б', 1000));
        var chinese = TokenEstimator.Estimate(new string('字', 1000));

        cyrillic.ShouldBeGreaterThan(latin);
        chinese.ShouldBeGreaterThan(cyrillic);
    }

    [Fact]
    public void Pictures_turns_and_instructions_count()
    {
        var plain = TokenEstimator.Estimate(null, [new TextTurn(TurnRole.User, "Hi")]);
        var shown = TokenEstimator.Estimate("Be brief.", [new TextTurn(TurnRole.User, "Hi", [new InputImage("image/png", new byte[1])])]);

        plain.ShouldBe(TokenEstimator.Estimate("Hi") + TokenEstimator.TokensPerTurn);
        shown.ShouldBeGreaterThan(plain + TokenEstimator.TokensPerImage);
    }

    [Fact]
    public void What_a_provider_wants_back_is_sent_and_counted()
    {
        var echo = new ProviderEcho("openrouter", $$"""[{"type":"reasoning.encrypted","data":"{{new string('x', 4_000)}}"}]""");

        var plain = TokenEstimator.Estimate(null, [new TextTurn(TurnRole.Assistant, "Hi")]);
        var echoed = TokenEstimator.Estimate(null, [new TextTurn(TurnRole.Assistant, "Hi", Echo: echo)]);

        echoed.ShouldBe(plain + TokenEstimator.Estimate(echo.Json));
        echoed.ShouldBeGreaterThan(plain + 900);
    }

    [Fact]
    public void Nothing_is_nothing() => TokenEstimator.Estimate("").ShouldBe(0);
}
