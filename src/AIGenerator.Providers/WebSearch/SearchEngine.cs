using System.Net;
using System.Text.Json;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Text;
using AIGenerator.Providers.Http;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Providers.WebSearch;

/// <summary>One engine: how it is asked and where its answer holds what. All else is alike.</summary>
internal abstract partial class SearchEngine(SearchOptions options, IHttpClientFactory clients, ILogger<SearchEngine> logger)
{
    private const int MostBytes = 2 * 1024 * 1024;
    private const int LongestTitle = 200;
    private const int LongestUrl = 2_000;
    private const int LongestContent = 2_000;

    /// <summary>Names its client and its log lines.</summary>
    public abstract string Id { get; }

    public bool IsConfigured => options.IsConfigured;

    public Credits Price => Credits.FromUsd(options.SearchUsd);

    protected SearchOptions Options => options;

    /// <exception cref="ProviderException">It refused, failed or answered nonsense.</exception>
    public async Task<IReadOnlyList<WebPage>> FindAsync(WebQuery query, CancellationToken ct)
    {
        using var request = RequestOf(query);
        options.Authorize(request);
        try
        {
            using var response = await clients.CreateClient(Id).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Refused(response.StatusCode);
            }

            await using var body = await response.Content.ReadAsStreamAsync(ct);
            using var answer = JsonDocument.Parse(await VendorHttp.ReadAllAsync(body, MostBytes, ct), new JsonDocumentOptions { MaxDepth = 32 });
            return ListOf(answer.RootElement) is not { ValueKind: JsonValueKind.Array } list
                ? []
                : [.. list.EnumerateArray().Select(PageOf).OfType<WebPage>().DistinctBy(page => page.Url).Take(query.Most)];
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            throw ProviderErrors.Unreachable(trouble);
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or OversizedAnswerException)
        {
            throw ProviderErrors.Garbage(trouble);
        }
    }

    protected abstract HttpRequestMessage RequestOf(WebQuery query);

    /// <summary>The list of results; what does not have one has found nothing.</summary>
    protected abstract JsonElement ListOf(JsonElement answer);

    /// <summary>Names of a result's parts that hold its content, the best first.</summary>
    protected abstract ReadOnlySpan<string> ContentNames { get; }

    protected static JsonElement Part(JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(name, out var part) ? part : default;

    private WebPage? PageOf(JsonElement result)
    {
        var url = StringOf(Part(result, "url"));
        if (url.Length is 0 or > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var text = "";
        foreach (var name in ContentNames)
        {
            text = text.Length > 0 ? text : StringOf(Part(result, name));
        }

        return new WebPage(Plain(StringOf(Part(result, "title")), LongestTitle), url, Plain(text, LongestContent));
    }

    private static string StringOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    // Engines mark what they found with HTML; what a page shows of itself as "<b>" is worth losing.
    private static string Plain(string text, int longest) =>
        StoredText.Cut(string.Join(' ', StoredText.Clean(WebUtility.HtmlDecode(Mark.Replace(text, ""))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), longest);

    private ProviderException Refused(HttpStatusCode status)
    {
        LogRefused(Id, (int)status);
        return (int)status switch
        {
            401 or 403 => ProviderErrors.BadKey(),
            402 or 432 or 433 => ProviderErrors.NoFunds(),
            429 => ProviderErrors.RateLimited(),
            >= 500 => ProviderErrors.Failed(),
            _ => ProviderErrors.InvalidRequest(),
        };
    }

    [System.Text.RegularExpressions.GeneratedRegex("</?(?:strong|b|em|mark)>", System.Text.RegularExpressions.RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial System.Text.RegularExpressions.Regex Mark { get; }

    [LoggerMessage(LogLevel.Warning, "The search engine {Engine} refused with HTTP {Status}")]
    private partial void LogRefused(string engine, int status);
}
