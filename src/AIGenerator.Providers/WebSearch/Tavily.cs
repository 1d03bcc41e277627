using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.WebSearch;

/// <summary>The section <c>Providers:Tavily</c>.</summary>
internal sealed class TavilyOptions : SearchOptions
{
    public const string Section = "Providers:Tavily";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "TAVILY_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.tavily.com";

    /// <summary>Default $0.008: a basic search is one credit of the pay-as-you-go price (tavily.com, November 2026).</summary>
    public override decimal SearchUsd { get; set; } = 0.008m;
}

[OptionsValidator]
internal sealed partial class TavilyOptionsValidator : IValidateOptions<TavilyOptions>;

/// <summary>
/// Tavily: <c>POST /search</c> with a Bearer key answers <c>{"results":[{"title","url","content","score"}]}</c>; 432 and 433 are its plan's and the
/// pay-as-you-go limit (docs.tavily.com, November 2026).
/// </summary>
internal sealed class Tavily(IOptions<TavilyOptions> options, IHttpClientFactory clients, ILogger<SearchEngine> logger) : SearchEngine(options.Value, clients, logger)
{
    public const string Name = "tavily";

    public override string Id => Name;

    protected override ReadOnlySpan<string> ContentNames => new[] { "content" };

    protected override HttpRequestMessage RequestOf(WebQuery query) => new(HttpMethod.Post, Options.AddressOf("search"))
    {
        Content = JsonContent.Create(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["query"] = query.Text, ["max_results"] = query.Most, ["search_depth"] = "basic", ["include_answer"] = false, ["include_images"] = false,
        }),
    };

    protected override JsonElement ListOf(JsonElement answer) => Part(answer, "results");
}
