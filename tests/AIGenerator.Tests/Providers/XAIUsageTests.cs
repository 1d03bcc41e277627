using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;
using AIGenerator.Providers.XAI;

namespace AIGenerator.Tests.Providers;

public sealed class XAIUsageTests
{
    [Theory]
    [InlineData("""{"prompt_tokens":12,"completion_tokens":2,"total_tokens":354,"completion_tokens_details":{"reasoning_tokens":340},"cost_in_usd_ticks":1721250}""", 12, 0, 342, 340, "0.000172125")]
    [InlineData("""{"prompt_tokens":12,"completion_tokens":342,"total_tokens":354,"completion_tokens_details":{"reasoning_tokens":340}}""", 12, 0, 342, 340, null)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":115,"prompt_tokens_details":{"cached_tokens":100}}""", 110, 100, 5, 0, null)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"prompt_tokens_details":{"cached_tokens":40}}""", 100, 40, 5, 0, null)]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":3},"cost_in_usd_ticks":-1}""", 1, 0, 5, 3, null)]
    public void Every_way_of_counting_becomes_ours(string json, long input, long cached, long output, long reasoning, string? cost)
    {
        var usage = JsonSerializer.Deserialize(json, ChatJson.Default.ChatUsage)!;

        XAIUsage.Of(usage).ShouldBe(new TextUsage(
            input, cached, output, reasoning, cost is null ? null : decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
