using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.WebSearch;

/// <summary>The section <c>Providers:Brave</c>.</summary>
internal sealed class BraveOptions : SearchOptions
{
    public const string Section = "Providers:Brave";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "BRAVE_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.search.brave.com/res/v1";

    /// <summary>Default $0.005: $5 for a thousand requests (brave.com/search/api, November 2026).</summary>
    public override decimal SearchUsd { get; set; } = 0.005m;

    public override void Authorize(HttpRequestMessage request) => request.Headers.Add("X-Subscription-Token", ApiKey);
}

[OptionsValidator]
internal sealed partial class BraveOptionsValidator : IValidateOptions<BraveOptions>;

/// <summary>
/// Brave Search: <c>GET /web/search?q=</c> with the key in <c>X-Subscription-Token</c> answers <c>{"web":{"results":[{"title","url","description"}]}}</c>, with
/// found words marked up in HTML (api-dashboard.search.brave.com, November 2026).
/// </summary>
internal sealed class Brave(IOptions<BraveOptions> options, IHttpClientFactory clients, ILogger<SearchEngine> logger) : SearchEngine(options.Value, clients, logger)
{
    public const string Name = "brave";

    public override string Id => Name;

    protected override ReadOnlySpan<string> ContentNames => new[] { "description" };

    protected override HttpRequestMessage RequestOf(WebQuery query)
    {
        var most = query.Most.ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(
            HttpMethod.Get, Options.AddressOf($"web/search?q={Uri.EscapeDataString(query.Text)}&count={most}&search_lang={Uri.EscapeDataString(query.Language)}&text_decorations=false"));
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    protected override JsonElement ListOf(JsonElement answer) => Part(Part(answer, "web"), "results");
}
