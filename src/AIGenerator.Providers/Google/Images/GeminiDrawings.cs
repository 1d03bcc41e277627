using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Google.Images;

/// <summary>Several calls as one report.</summary>
internal static class GeminiDrawings
{
    private static readonly string Moderated = ProviderErrors.Moderated().Code;

    /// <summary>Delivers what came. Where nothing did, the first failure that is not a refusal by rules speaks for all.</summary>
    /// <exception cref="ProviderException">No call brought a picture.</exception>
    public static MediaDone Together(IReadOnlyList<GeminiDrawing> drawings)
    {
        var withheld = drawings.Count(drawing => drawing.Failure?.Code == Moderated);
        MediaOutput[] pictures = [.. drawings.Select(drawing => drawing.Picture).OfType<MediaOutput>()];
        if (pictures.Length > 0)
        {
            // Unknown for one picture is unknown for all.
            var isKnown = drawings.All(drawing => drawing.Picture is null || drawing.CostUsd is not null);
            return new MediaDone(pictures, withheld, isKnown ? drawings.Sum(drawing => drawing.CostUsd ?? 0) : null);
        }

        var failures = drawings.Select(drawing => drawing.Failure).OfType<ProviderException>().ToList();
        var failure = failures.Find(failure => failure.Code != Moderated) ?? failures[0];
        throw failures.Exists(other => other.MayHaveBegun) ? failure.Begun() : failure;
    }
}
