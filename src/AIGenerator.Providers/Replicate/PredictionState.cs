using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Replicate;

/// <summary>How a prediction stands: under way, done, or failed.</summary>
/// <param name="Outputs">What it made; null while it is under way.</param>
/// <param name="Failure">Why it made nothing.</param>
/// <param name="Progress">From 0 to 1, where its prints tell.</param>
internal sealed partial record PredictionState(IReadOnlyList<MediaOutput>? Outputs, ProviderException? Failure, double? Progress)
{
    public bool IsOver => Outputs is not null || Failure is not null;

    /// <summary>A state that is new to us is as good as being under way: whoever asks has a limit of their own.</summary>
    /// <exception cref="ProviderException">It tells none.</exception>
    public static PredictionState Of(Prediction prediction) => prediction.Status switch
    {
        null => throw ProviderErrors.Garbage(),
        "succeeded" => Delivered([.. OutputsOf(prediction.Output).Select(output => output with { Seed = SeedOf(prediction.Input) })]),
        "failed" => new(null, ReplicateFaults.OfPrediction(prediction.Error), null),
        "canceled" or "aborted" => new(null, ProviderErrors.WorkFailed(), null),
        _ => new(null, null, ProgressOf(prediction.Logs)),
    };

    // An output that is null was removed: the vendor keeps it for an hour.
    private static PredictionState Delivered(MediaOutput[] outputs) =>
        outputs.Length > 0 ? new(outputs, null, 1) : new(null, ProviderErrors.Empty(RetryAdvice.TryAnotherRoute), null);

    /// <summary>One address, a list of them, or an object that holds some: models differ.</summary>
    private static IEnumerable<MediaOutput> OutputsOf(JsonElement? output) => output is not { } value ? [] : value.ValueKind switch
    {
        JsonValueKind.String => AddressOf(value) is { } address ? [new MediaOutput(default, address)] : [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.String ? OutputsOf(item) : []),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array ? OutputsOf(member.Value) : []),
        _ => [],
    };

    /// <summary>The seed that it was ordered with, which all pictures of one prediction grew from; one that the model chose itself stands nowhere.</summary>
    private static long? SeedOf(JsonElement? input) =>
        input is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("seed", out var seed) && seed.ValueKind == JsonValueKind.Number && seed.TryGetInt64(out var value)
            ? value
            : null;

    private static Uri? AddressOf(JsonElement text) =>
        Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>There is no number for it, only a bar in the prints: <c>45%|####</c>, drawn over and over.</summary>
    private static double? ProgressOf(JsonElement? logs)
    {
        if (logs is not { ValueKind: JsonValueKind.String } printed || Bar().Matches(printed.GetString()!) is not { Count: > 0 } bars)
        {
            return null;
        }

        return Math.Min(100, int.Parse(bars[^1].Groups[1].ValueSpan, CultureInfo.InvariantCulture)) / 100.0;
    }

    [GeneratedRegex(@"(\d{1,3})%\|", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bar();
}
