using AIGenerator.Kernel.Localization;

namespace AIGenerator.Tests.Kernel.Localization;

public sealed class PluralRulesTests
{
    [Theory]
    [InlineData("uk", "1 one|21 one|101 one|2 few|3 few|24 few|0 many|5 many|11 many|12 many|14 many|111 many|1.5 other")]
    [InlineData("ru", "1 one|31 one|4 few|22 few|0 many|7 many|11 many|112 many|2.5 other")]
    [InlineData("pl", "1 one|2 few|4 few|22 few|0 many|5 many|12 many|21 many|101 many|0.5 other")]
    [InlineData("en", "1 one|0 other|2 other|1.5 other|101 other")]
    [InlineData("de", "1 one|0 other|2 other|1.5 other")]
    [InlineData("es", "1 one|0 other|2 other|1000000 many|1000001 other")]
    public void Numbers_take_the_forms_of_their_language(string language, string expected)
    {
        foreach (var pair in expected.Split('|').Select(text => text.Split(' ')))
        {
            var number = decimal.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture);

            PluralRules.Select(language, number).ShouldBe(pair[1], $"{language} {pair[0]}");
        }
    }
}
