using System.Text.RegularExpressions;
using AIGenerator.Kernel.Localization;

namespace AIGenerator.Tests.Kernel.Localization;

public sealed partial class CatalogueTests
{
    /// <summary>Languages that must be complete. Add <c>ru</c>, <c>pl</c>, <c>de</c>, <c>es</c> when they are.</summary>
    private static readonly string[] Complete = ["uk", "en"];

    [Fact]
    public void Every_module_has_every_text_in_every_complete_language()
    {
        var missing =
            from module in CatalogueFiles.Modules()
            let keys = module.Languages.Values.SelectMany(texts => texts.Keys).Distinct()
            from language in Complete
            from key in keys
            where !module.Languages.TryGetValue(language, out var texts) || !texts.ContainsKey(key)
            select $"{module.Module} {language}: {key}";

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_parses_and_has_the_plural_forms_of_its_language()
    {
        var wrong =
            from module in CatalogueFiles.Modules()
            from language in module.Languages
            from text in language.Value
            from plural in Plurals(MessageParser.Parse(text.Value).Parts)
            from form in PluralRules.FormsOf(language.Key)
            where !plural.Forms.ContainsKey(form)
            select $"{module.Module} {language.Key}: {text.Key} lacks '{form}'";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Placeholders_are_the_same_in_every_language()
    {
        var different =
            from module in CatalogueFiles.Modules()
            where module.Languages.ContainsKey("en")
            from language in module.Languages
            from text in language.Value
            let english = module.Languages["en"].GetValueOrDefault(text.Key)
            where english is not null && !Names(english).SetEquals(Names(text.Value))
            select $"{module.Module} {language.Key}: {text.Key}";

        different.ShouldBeEmpty();
    }

    [Fact]
    public void No_key_belongs_to_two_modules() =>
        CatalogueFiles.Modules()
            .SelectMany(module => module.Languages.Values.SelectMany(texts => texts.Keys).Distinct())
            .GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key)
            .ShouldBeEmpty();

    [Fact]
    public void Texts_named_in_code_and_pages_exist()
    {
        var known = CatalogueFiles.Modules().SelectMany(module => module.Languages.Values).SelectMany(texts => texts.Keys).ToHashSet();

        var unknown =
            from file in CatalogueFiles.Sources()
            from Match match in NamedText().Matches(File.ReadAllText(file))
            let key = match.Groups["key"].Value
            where !known.Contains(key)
            select $"{Path.GetRelativePath(CatalogueFiles.Root, file)}: {key}";

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Every_refusal_is_explained_in_words()
    {
        var known = CatalogueFiles.Modules().SelectMany(module => module.Languages.Values).SelectMany(texts => texts.Keys).ToHashSet();

        var unexplained =
            from file in CatalogueFiles.Sources()
            from Match match in NamedError().Matches(File.ReadAllText(file))
            let key = "errors." + match.Groups["code"].Value
            where !known.Contains(key)
            select $"{Path.GetRelativePath(CatalogueFiles.Root, file)}: {key}";

        unexplained.ShouldBeEmpty();
    }

    [Fact]
    public void Incomplete_languages_are_not_offered()
    {
        var catalogue = new TextCatalogue([]);

        catalogue.Offered.ShouldBe(["en"]);
    }

    private static IEnumerable<PluralPart> Plurals(IReadOnlyList<MessagePart> parts) => parts.SelectMany(part => part switch
    {
        PluralPart plural => plural.Forms.Values.SelectMany(Plurals).Prepend(plural),
        SelectPart select => select.Choices.Values.SelectMany(Plurals),
        _ => [],
    });

    private static HashSet<string> Names(string source)
    {
        return [.. Names(MessageParser.Parse(source).Parts)];

        static IEnumerable<string> Names(IReadOnlyList<MessagePart> parts) => parts.SelectMany(part => part switch
        {
            ValuePart value => [value.Name],
            PluralPart plural => plural.Forms.Values.SelectMany(Names).Append(plural.Name),
            SelectPart select => select.Choices.Values.SelectMany(Names).Append(select.Name),
            _ => Enumerable.Empty<string>(),
        });
    }

    // texts["a.b"], Texts.Format("a.b", …), NavigationItem("/path", "a.b", …)
    [GeneratedRegex("""(?:\b_?[tT]exts(?:\[|\.Format\()|\bNavigationItem\("[^"]*", )"(?<key>[a-z0-9.\-]+)"[\],)]""", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedText();

    [GeneratedRegex("""\bError\(\s*"(?<code>[a-z0-9.\-]+)["]""", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedError();
}
