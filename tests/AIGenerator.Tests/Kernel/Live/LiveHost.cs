using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AIGenerator.Kernel;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Tests.Kernel.Live;

/// <summary>The live endpoint alone on a real port, with a topic that tests feed.</summary>
internal sealed class LiveHost(WebApplication app) : IAsyncDisposable
{
    public FedTopic Topic { get; } = (FedTopic)app.Services.GetRequiredService<ILiveTopic>();

    public StoppedClock Clock { get; } = (StoppedClock)app.Services.GetRequiredService<TimeProvider>();

    public TestSessions Sessions { get; } = app.Services.GetRequiredService<TestSessions>();

    public HttpClient Client { get; } = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("live");

    public static async Task<LiveHost> StartAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.Services.AddSingleton<TimeProvider>(new StoppedClock());
        builder.Services.AddKernel(options => options.RunsJobs = false);
        builder.Services.AddSingleton<ILiveTopic, FedTopic>();
        builder.Services.AddSingleton<TestSessions>();
        builder.Services.AddScoped<ILiveSessions>(provider => provider.GetRequiredService<TestSessions>());
        builder.Services.AddHttpClient("live");
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.Use((http, next) =>
        {
            var user = http.RequestServices.GetRequiredService<CurrentUser>();
            if (Guid.TryParse(http.Request.Headers["X-Test-User"], out var id))
            {
                user.SignedIn(new UserId(id), "Olena", isAdministrator: false);
            }

            return next(http);
        });
        app.MapLive();
        await app.StartAsync();
        var host = new LiveHost(app);
        host.Client.BaseAddress = new Uri(app.Urls.Single());
        return host;
    }

    /// <summary>Opens a stream; the caller reads its lines.</summary>
    public async Task<LiveReader> OpenAsync(string topics, string? lastEventId = null, Guid? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events?topics={topics}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        request.Headers.Add("X-Test-User", (user ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).ToString());
        var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new LiveReader(response);
    }

    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.Services.GetRequiredService<NpgsqlDataSource>().DisposeAsync();
        await app.DisposeAsync();
    }
}

/// <summary>A person's only session has the person's id, and lives until a test says otherwise.</summary>
internal sealed class TestSessions : ILiveSessions
{
    private readonly ConcurrentDictionary<Guid, bool> _ended = new();

    public void End(Guid session) => _ended[session] = true;

    public Guid? IdOf(HttpContext http) => http.RequestServices.GetRequiredService<CurrentUser>().Id?.Value;

    public Task<bool> LivesAsync(Guid session, CancellationToken ct) => Task.FromResult(!_ended.ContainsKey(session));
}

/// <summary>Reads one stream event by event.</summary>
internal sealed class LiveReader(HttpResponseMessage response) : IDisposable
{
    private StreamReader? _lines;

    public HttpResponseMessage Response => response;

    /// <summary>The lines of the next event; null at the end.</summary>
    public async Task<List<string>?> NextAsync()
    {
        _lines ??= new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var happened = new List<string>();
        while (await _lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return happened;
            }

            happened.Add(line);
        }

        return null;
    }

    public void Dispose()
    {
        _lines?.Dispose();
        response.Dispose();
    }
}

/// <summary>The topic <c>fed:KEY</c>: everything that was fed so far and whatever follows. The key <c>secret</c> is nobody's.</summary>
internal sealed class FedTopic : ILiveTopic
{
    private readonly Lock _gate = new();
    private readonly List<LiveEvent> _past = [];
    private readonly List<Channel<LiveEvent>> _watchers = [];

    public string Name => "fed";

    public void Feed(string data)
    {
        lock (_gate)
        {
            var happened = new LiveEvent(_past.Count + 1, "food", data);
            _past.Add(happened);
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(happened));
        }
    }

    public Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct) => Task.FromResult(key != "secret");

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var watcher = Channel.CreateUnbounded<LiveEvent>();
        lock (_gate)
        {
            _past.Where(happened => happened.Sequence > after).ToList().ForEach(happened => watcher.Writer.TryWrite(happened));
            _watchers.Add(watcher);
        }

        await foreach (var happened in watcher.Reader.ReadAllAsync(ct))
        {
            yield return happened;
        }
    }
}
