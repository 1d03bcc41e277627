using AIGenerator.Kernel.Localization;

namespace AIGenerator.Generation.Describing;

/// <summary>Puts what pixels tell into words, and claims no more.</summary>
internal static class PixelWords
{
    public static string Of(PixelFacts facts, ILocalizer texts)
    {
        var sentences = new List<string>
        {
            texts.Format("generation.describe.frame", ("shape", texts[$"generation.describe.shape.{facts.Shape}"]), ("light", texts[$"generation.describe.light.{facts.Light}"])),
        };
        if (facts.Colours.Count > 0)
        {
            sentences.Add(texts.Format("generation.describe.colours", ("colours", string.Join(", ", facts.Colours.Select(colour => texts[$"generation.describe.colour.{colour}"])))));
        }

        if (facts.Layout is { } layout)
        {
            sentences.Add(texts[$"generation.describe.layout.{layout}"]);
        }

        if (facts.IsContrasty)
        {
            sentences.Add(texts["generation.describe.contrast"]);
        }

        if (facts.IsTransparent)
        {
            sentences.Add(texts["generation.describe.transparent"]);
        }

        return string.Join(' ', sentences);
    }
}
