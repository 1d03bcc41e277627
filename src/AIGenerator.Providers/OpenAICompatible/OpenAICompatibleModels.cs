using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.OpenAICompatible;

/// <summary>
/// Which models the owner's server offers: those of the settings, or what it answers to <c>GET /models</c>, asked again now and then because
/// such servers start later than we do and change their models while we run.
/// </summary>
internal sealed partial class OpenAICompatibleModels : BackgroundService, ITextModelSource
{
    private const int MostModels = 200;
    private const int LongestId = 200;
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly OpenAICompatibleOptions _options;
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _clock;
    private readonly ILogger<OpenAICompatibleModels> _logger;
    private readonly OwnSight _sight;
    private volatile IReadOnlyList<FoundTextModel> _models;
    private bool? _wasReached;

    public OpenAICompatibleModels(
        IOptions<OpenAICompatibleOptions> options, IHttpClientFactory clients, TimeProvider clock, ILogger<OpenAICompatibleModels> logger)
    {
        _options = options.Value;
        _clients = clients;
        _clock = clock;
        _logger = logger;
        _sight = new OwnSight(_options.Vision);
        _models = _options.BaseUrl.Length == 0 ? [] : NamedInSettings();
    }

    public string Provider => OpenAICompatibleDialect.Id;

    public IReadOnlyList<FoundTextModel> Models => _models;

    /// <summary>Asks the server once. A server that does not answer keeps the models it had.</summary>
    public async Task AskAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _options.AddressOf("models"));
            _options.Authorize(request);
            using var limit = new CancellationTokenSource(_options.ConnectTimeout * 2, _clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
            using var response = await _clients.CreateClient(Provider).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            response.EnsureSuccessStatusCode();
            await using var body = new LimitedStream(await response.Content.ReadAsStreamAsync(stop.Token), MostBytes, (int)MostBytes);
            var list = await JsonSerializer.DeserializeAsync(body, ChatJson.Default.ChatModelList, stop.Token);
            Take(list?.Data ?? [], list);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or OversizedAnswerException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            if (_wasReached != false)
            {
                LogUnreachable(_options.BaseUrl, e.GetType().Name);
            }

            _wasReached = false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.BaseUrl.Length == 0 || _models.Count > 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(_options.ModelsInterval, _clock);
        do
        {
            await AskAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IReadOnlyList<FoundTextModel> NamedInSettings() =>
    [
        .. _options.Models
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal)
            .Select(id => new FoundTextModel(id, _options.ContextTokens, _sight.Of(id))),
    ];

    private void Take(IReadOnlyList<ChatModelRow?> rows, ChatModelList? said)
    {
        List<FoundTextModel> found =
        [
            .. rows
                .Where(row => row?.Id is { Length: > 0 and <= LongestId } id && !IsEmbedding(id))
                .DistinctBy(row => row!.Id, StringComparer.Ordinal)
                .Take(MostModels)
                .Select(row => new FoundTextModel(row!.Id!, row.MaxModelLen is > 0 ? row.MaxModelLen : _options.ContextTokens, _sight.Of(row, said?.Models))),
        ];
        _wasReached = true;
        if (!found.SequenceEqual(_models))
        {
            _models = found;
            LogFound(found.Count);
        }
    }

    /// <summary>Such servers list their embedding models too, and say nowhere which they are.</summary>
    private static bool IsEmbedding(string id) => id.Contains("embed", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Information, "The own server offers {Count} models")]
    private partial void LogFound(int count);

    [LoggerMessage(LogLevel.Warning, "The own server at {BaseUrl} does not list its models ({Reason}); it is asked again")]
    private partial void LogUnreachable(string baseUrl, string reason);
}
