using System.Text.Json;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Studio.Form;

/// <summary>What a model takes for a task and what it costs, as the form's script reads it (rivals.ts).</summary>
internal static class Takes
{
    public static string Of(ImageModel model, ImageTask task)
    {
        var can = model.Abilities;
        var count = task.HasOneResult ? 1 : can.MaxCount;
        return JsonSerializer.Serialize(new
        {
            count, ratios = task.TakesShape ? can.Ratios.Select(ratio => ratio.Ratio) : [], scales = can.Scales, strength = can.Strength && task == ImageTask.Remix,
            seed = can.Seed, negative = can.NegativePrompt, references = task.TakesShape ? can.References : 0,
            prices = Enumerable.Range(1, count).Select(number => model.PriceOf(null, number)).Select(price => new[] { price.Expected.Value, price.AtMost.Value }),
        });
    }
}
