using System.Globalization;
using System.Text.Json;
using AIGenerator.Generation;
using AIGenerator.Providers.Media;
using AIGenerator.Studio.Images;

namespace AIGenerator.Studio.Looking;

/// <summary>What the form is to say, as its script reads it (imageform.ts).</summary>
internal static class Recipe
{
    /// <summary>Everything that made a generation, for the same again.</summary>
    public static string Of(MediaView media)
    {
        var request = media.Request;
        var values = new Dictionary<string, object?>
        {
            ["prompt"] = request.Prompt, ["ratio"] = request.Ratio, ["count"] = request.Count, ["quality"] = request.Quality, ["style"] = request.Style,
            ["negative"] = request.NegativePrompt, ["seed"] = request.Seed, ["scale"] = request.Scale,
            ["strength"] = request.Strength is { } strength ? Math.Round(strength * 100) : null,
        };
        if (request.Margins is { } margins)
        {
            (values["margin-left"], values["margin-top"], values["margin-right"], values["margin-bottom"]) = (margins.Left, margins.Top, margins.Right, margins.Bottom);
        }

        return Write(ImageResponse.Word(request.Task), media.Model, request.Source, request.References, values);
    }

    /// <summary>To put a picture into words.</summary>
    public static string ForDescription(AssetView asset) => Write(TaskWords.Describe, model: null, asset.Id, references: null, []);

    /// <summary>A task on a picture, to be said more about.</summary>
    public static string ForSource(AssetView asset, ImageTask task, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Write(ImageResponse.Word(task), model: null, asset.Id, references: null, values.ToArray().ToDictionary(value => value.Name, value => value.Value));

    private static string Write(string task, string? model, Guid? source, IReadOnlyList<Guid>? references, Dictionary<string, object?> values) => JsonSerializer.Serialize(new
    {
        task, model, source, references,
        values = values.Where(value => value.Value is not null).ToDictionary(value => value.Key, value => Convert.ToString(value.Value, CultureInfo.InvariantCulture)),
    });
}
