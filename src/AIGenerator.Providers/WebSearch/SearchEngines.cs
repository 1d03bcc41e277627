using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Text;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Providers.WebSearch;

/// <summary>Asks the engines that are set up in their order; the next one only where one fails.</summary>
internal sealed partial class SearchEngines(IEnumerable<SearchEngine> engines, TimeProvider clock, ILogger<SearchEngines> logger) : IWebSearch
{
    /// <summary>Longest wait for one engine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly SearchEngine[] _engines = [.. engines.Where(engine => engine.IsConfigured)];

    public bool IsThere => _engines.Length > 0;

    public Credits Price => IsThere ? _engines.Max(engine => engine.Price) : Credits.Zero;

    public async Task<IReadOnlyList<WebPage>> FindAsync(WebQuery query, CancellationToken ct)
    {
        var asked = query with { Text = StoredText.Cut(query.Text, WebQuery.LongestText) };
        ProviderException? last = null;
        foreach (var engine in _engines)
        {
            try
            {
                return await FindAsync(engine, asked, ct);
            }
            catch (ProviderException failure)
            {
                LogFailed(engine.Id, failure.Code);
                last = failure;
            }
        }

        throw last ?? ProviderErrors.NotConfigured();
    }

    private async Task<IReadOnlyList<WebPage>> FindAsync(SearchEngine engine, WebQuery query, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await engine.FindAsync(query, either.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw ProviderErrors.Timeout(late);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The search engine {Engine} did not answer: {Code}")]
    private partial void LogFailed(string engine, string code);
}
