using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Generation.Media;

/// <summary>Whether a model takes a request. The form shows only what it takes; a caller of the API may know less.</summary>
internal static class ImageRules
{
    /// <summary>Null where it does.</summary>
    public static Error? Check(ImageRequest request, ImageModel model)
    {
        var can = model.Abilities;
        if (!can.Tasks.Contains(request.Task))
        {
            return Wrong("task", "This model cannot do that.");
        }

        var most = request.Task.HasOneResult ? 1 : can.MaxCount;
        if (request.Count < 1 || request.Count > most)
        {
            return Wrong("count", $"This model makes 1 to {most} at once.", ("most", most));
        }

        if (request.Prompt.Length > can.MaxPrompt)
        {
            return Wrong("prompt-length", $"This model reads prompts of up to {can.MaxPrompt} characters.", ("most", can.MaxPrompt));
        }

        if (request.Task.NeedsPrompt && string.IsNullOrWhiteSpace(request.Prompt))
        {
            return Wrong("prompt", "There is no prompt.");
        }

        return CheckChoices(request, can) ?? CheckPictures(request, can);
    }

    private static Error? CheckChoices(ImageRequest request, ImageAbilities can)
    {
        // Where a picture is worked on it keeps its shape, but for a remix, which is drawn anew.
        if (request.Ratio is { } ratio && (!request.Task.TakesShape || can.Ratios.All(known => known.Ratio != ratio)))
        {
            return Wrong("ratio", "This model does not make this shape.");
        }

        if (request.Quality is { } quality && can.Qualities.All(known => known.Id != quality))
        {
            return Wrong("quality", "This model does not have this quality.");
        }

        if (request.Style is { } style && !can.Styles.Contains(style, StringComparer.Ordinal))
        {
            return Wrong("style", "This model does not have this style.");
        }

        if (request.Scale is { } scale && (request.Task != ImageTask.Upscale || !can.Scales.Contains(scale)))
        {
            return Wrong("scale", "This model does not enlarge so many times.");
        }

        return request switch
        {
            { Seed: not null } when !can.Seed => Wrong("seed", "This model takes no seed."),
            { Seed: < 0 or > int.MaxValue } => Wrong("seed", "The seed is out of range."),
            { NegativePrompt: { Length: > 0 } } when !can.NegativePrompt => Wrong("negative-prompt", "This model takes no negative prompt."),
            { NegativePrompt.Length: > 4000 } => Wrong("prompt-length", "The negative prompt is too long.", ("most", 4000)),
            { Strength: not null } when !can.Strength => Wrong("strength", "This model takes no strength."),
            { Strength: < 0 or > 1 } => Wrong("strength", "The strength is out of range."),
            _ => null,
        };
    }

    private static Error? CheckPictures(ImageRequest request, ImageAbilities can)
    {
        if (request.Task.NeedsSource != request.Source is not null)
        {
            return Wrong("source", "A picture to work on is missing, or there is one too many.");
        }

        if ((request.Task == ImageTask.Inpaint) != request.Mask is not null)
        {
            return Wrong("mask", "Where to work is missing, or not asked for.");
        }

        if (request.References?.Count > can.References)
        {
            return Wrong("references", $"This model goes by up to {can.References} pictures.", ("most", can.References));
        }

        var margins = request.Margins;
        var isOutpaint = request.Task == ImageTask.Outpaint;
        return isOutpaint != margins is not null
            || margins is { } m && (Math.Min(Math.Min(m.Left, m.Right), Math.Min(m.Top, m.Bottom)) < 0 || Math.Max(Math.Max(m.Left, m.Right), Math.Max(m.Top, m.Bottom)) > 2048 || m.Left + m.Right + m.Top + m.Bottom == 0)
            ? Wrong("margins", "How far to extend is missing or out of range.")
            : null;
    }

    internal static Error Wrong(string what, string fallback, params ReadOnlySpan<(string Name, object? Value)> arguments) => new(
        $"images.{what}", fallback, ErrorKind.Unprocessable, what, arguments.IsEmpty ? null : arguments.ToArray().ToDictionary(a => a.Name, a => a.Value));
}
