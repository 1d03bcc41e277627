using System.Diagnostics;
using AIGenerator.Providers.BuiltIn;
using AIGenerator.Providers.Text;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

public sealed class BuiltInTests
{
    private static readonly StoppedClock Clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hi", "built-in demonstration model")]
    [InlineData("Привіт!", "вбудована демонстраційна модель")]
    [InlineData("Who are you?", "not a large language model")]
    [InlineData("Хто ти?", "не велика мовна модель")]
    [InlineData("What can you do?", "**Convert**")]
    [InlineData("Що ти вмієш?", "**Рахувати**")]
    [InlineData("How do I connect a model?", "OPENROUTER_API_KEY")]
    [InlineData("як підключити модель", "OPENAI_COMPATIBLE_BASE_URL")]
    [InlineData("Write me a poem about the sea", "beyond me")]
    [InlineData("Напиши вірш про море", "не до снаги")]
    public async Task It_speaks_the_askers_language_and_says_what_it_is(string question, string words) => (await AskAsync(question)).ShouldContain(words);

    [Theory]
    [InlineData("12% of 3,480 + 25", "442.6")]
    [InlineData("What is (2 + 3)^2 / 4?", "6.25")]
    [InlineData("12% від 3480 + 25", "442,6")]
    [InlineData("Скільки буде 7 × 8?", "56")]
    [InlineData("10 km in miles", "6.2137")]
    [InlineData("100 °F to celsius", "37.7778")]
    [InlineData("5 кілометрів у милях", "3,1069")]
    [InlineData("36,6 °C у фаренгейтах", "97,88")]
    [InlineData("How many days until 31 December?", "37 days")]
    [InlineData("Скільки днів до 31 грудня?", "37 днів")]
    [InlineData("days between 2026-01-01 and 2026-03-01", "59 days")]
    [InlineData("What weekday is 2026-12-25?", "Friday")]
    [InlineData("Який сьогодні день?", "вівторок")]
    [InlineData("Count the words: the quick brown fox", "| Words | **4** |")]
    [InlineData("Порахуй слова: на городі бузина", "| Слів | **3** |")]
    [InlineData("Reverse: ab😀c", "c😀ba")]
    [InlineData("відсортуй: яблуко, абрикос, їжак", "абрикос\nїжак\nяблуко")]
    [InlineData("Make a checklist for moving house", "## Checklist: moving house")]
    [InlineData("Склади чекліст для переїзду", "## Чекліст: переїзду")]
    [InlineData("Show a C# example that reads a file", "```csharp")]
    [InlineData("покажи приклад на пайтоні", "```python")]
    [InlineData("Show me a table and some code", "| Black | 95–100 °C | 3–5 min |")]
    [InlineData("Show me a table and some code", "```csharp")]
    [InlineData("Покажи таблицю й трохи коду", "| Чорний | 95–100 °C | 3–5 хв |")]
    [InlineData("Покажи таблицю й трохи коду", "```csharp")]
    public async Task It_does_what_it_says_it_can(string question, string answer) => (await AskAsync(question)).ShouldContain(answer);

    [Theory]
    [InlineData("1/0")]
    [InlineData("9999999999999999999999999999*99999999")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((1))))))))+2")]
    [InlineData("Count the words:")]
    [InlineData("10^400")]
    [InlineData("31.02 days until")]
    public async Task What_makes_no_sense_is_answered_and_not_thrown(string question) => (await AskAsync(question)).ShouldNotBeEmpty();

    [Fact]
    public async Task A_picture_is_measured_and_not_pretended_to_be_seen()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 3, 0];

        var answer = (await Provider().StreamAsync(ProviderFixtures.Order("What is this?", new InputImage("image/png", png)), Ct).AllAsync(Ct)).Text();

        answer.ShouldContain("1024 × 768");
        answer.ShouldContain("have no eyes");
    }

    [Fact]
    public async Task The_same_question_has_the_same_answer_and_count()
    {
        var first = await Provider().StreamAsync(ProviderFixtures.Order("Hi"), Ct).AllAsync(Ct);
        var second = await Provider().StreamAsync(ProviderFixtures.Order("Hi"), Ct).AllAsync(Ct);

        second.ShouldBe(first);
        first.End().Reason.ShouldBe(FinishReason.Complete);
        first.End().Usage!.OutputTokens.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_output_limit_is_kept()
    {
        var events = await Provider().StreamAsync(ProviderFixtures.Order("Hi") with { MaxOutputTokens = 10 }, Ct).AllAsync(Ct);

        events.End().Reason.ShouldBe(FinishReason.Length);
        events.End().Usage!.OutputTokens.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task Words_come_one_by_one_and_a_cancel_ends_them()
    {
        await using var services = ProviderFixtures.Services(new Dictionary<string, string?> { ["Providers:BuiltIn:Pace"] = "00:00:00.010" });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var words = 0;
        var watch = Stopwatch.StartNew();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in services.GetRequiredService<TextProviders>().Find("built-in")!.StreamAsync(ProviderFixtures.Order("Hi"), stop.Token))
            {
                if (++words == 5)
                {
                    await stop.CancelAsync();
                }
            }
        });

        words.ShouldBe(5);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Both_languages_know_the_same_phrases()
    {
        Phrases.Of("uk").Keys.Order().ShouldBe(Phrases.Of("en").Keys.Order());
    }

    private static async Task<string> AskAsync(string question) => (await Provider().StreamAsync(ProviderFixtures.Order(question), Ct).AllAsync(Ct)).Text();

    private static ITextProvider Provider() =>
        ProviderFixtures.Services(new Dictionary<string, string?> { ["Providers:BuiltIn:Pace"] = "00:00:00" }, Clock)
            .GetRequiredService<TextProviders>().Find("built-in")!;
}
