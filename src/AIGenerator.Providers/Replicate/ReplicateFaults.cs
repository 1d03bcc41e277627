using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Replicate;

/// <summary>This vendor's faults in our words. Its sentences name the vendor and give billing advice, so none is passed on.</summary>
internal sealed partial class ReplicateFaults : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var problem = Read(body);
        return new(Map(status, problem?.Title ?? "", problem?.Detail ?? "", retryAfter), WordOf(problem?.Title));
    }

    /// <summary>What a prediction's own error means. There is no code: pictures that the safety rules took out are a failure like any other, but for its text.</summary>
    public static ProviderException OfPrediction(JsonElement? error) =>
        error is { ValueKind: JsonValueKind.String } text && IsSafety().IsMatch(text.GetString()!) ? ProviderErrors.Moderated() : ProviderErrors.WorkFailed();

    private static ProviderException Map(int status, string title, string detail, TimeSpan? retryAfter)
    {
        // "Invalid version or not permitted": a model that was taken back, not a mistake in what was sent.
        if (status == 422 && title.StartsWith("Invalid version", StringComparison.OrdinalIgnoreCase))
        {
            return ProviderErrors.ModelGone();
        }

        if (status == 422 && IsSafety().IsMatch(detail))
        {
            return ProviderErrors.Moderated();
        }

        return status switch
        {
            401 => ProviderErrors.BadKey(),
            402 => ProviderErrors.NoFunds(),
            403 => ProviderErrors.Forbidden(),
            404 or 410 => ProviderErrors.ModelGone(),
            408 or 504 => ProviderErrors.Timeout(),
            429 => ProviderErrors.RateLimited(retryAfter ?? WaitIn(detail)),
            503 => ProviderErrors.Overloaded(retryAfter),
            >= 400 and < 500 => ProviderErrors.InvalidRequest(),
            _ => ProviderErrors.Failed(retryAfter),
        };
    }

    /// <summary>The header is often missing; the wait is then in the sentence: "resets in ~30s", "available in 2 seconds".</summary>
    private static TimeSpan? WaitIn(string detail) =>
        Wait().Match(detail) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;

    /// <summary>The title in one word, e.g. <c>insufficient-credit</c>: titles are a fixed list, unlike details.</summary>
    private static string WordOf(string? title) => title is { Length: > 0 and <= 40 } && title.All(letter => char.IsAsciiLetter(letter) || letter == ' ')
        ? title.Replace(' ', '-').ToLowerInvariant()
        : "-";

    private static ReplicateProblem? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ReplicateJson.Default.ReplicateProblem);
        }
        catch (JsonException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            return null;
        }
    }

    [GeneratedRegex(@"(?:resets in ~?|available in )(\d{1,4}) ?s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wait();

    [GeneratedRegex("nsfw|sensitive|flagged|safety|moderat", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsSafety();
}
