using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.WebSearch;

/// <summary>The section <c>Providers:Searxng</c>: a search server of the owner's own.</summary>
internal sealed class SearxngOptions : SearchOptions
{
    public const string Section = "Providers:Searxng";

    /// <summary>Where it is reached, e.g. <c>http://127.0.0.1:8888</c>; empty where there is none.</summary>
    [VendorAddress(Section + ":BaseUrl", "SEARXNG_BASE_URL", MayBeEmpty = true)]
    public override string BaseUrl { get; set; } = "";

    /// <summary>Default 0: it is the owner's own.</summary>
    public override decimal SearchUsd { get; set; }

    public override bool IsConfigured => BaseUrl.Length > 0;
}

[OptionsValidator]
internal sealed partial class SearxngOptionsValidator : IValidateOptions<SearxngOptions>;

/// <summary>
/// SearXNG: <c>GET /search?q=&amp;format=json</c> answers <c>{"results":[{"title","url","content"}]}</c>; a server whose settings do not list the format
/// answers 403 (docs.searxng.org, November 2026).
/// </summary>
internal sealed class Searxng(IOptions<SearxngOptions> options, IHttpClientFactory clients, ILogger<SearchEngine> logger) : SearchEngine(options.Value, clients, logger)
{
    public const string Name = "searxng";

    public override string Id => Name;

    protected override ReadOnlySpan<string> ContentNames => new[] { "content" };

    protected override HttpRequestMessage RequestOf(WebQuery query) =>
        new(HttpMethod.Get, Options.AddressOf($"search?q={Uri.EscapeDataString(query.Text)}&format=json&language={Uri.EscapeDataString(query.Language)}&safesearch=1"));

    protected override JsonElement ListOf(JsonElement answer) => Part(answer, "results");
}
