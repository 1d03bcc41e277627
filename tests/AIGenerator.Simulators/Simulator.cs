using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using AIGenerator.Simulators.Images;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AIGenerator.Simulators;

/// <summary>Stands for the vendors: their wire formats with their faults. One instance for each test, or one program for a person.</summary>
public sealed class Simulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SimPlan> _script = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Channel<SimHold> _held = Channel.CreateUnbounded<SimHold>();

    private Simulator(WebApplication app)
    {
        _app = app;
        app.MapGet("/", () => "AI Generator simulators: /v1 speaks OpenAI's dialect, /api/v1 OpenRouter's, "
            + "/anthropic/v1, /google/v1beta, /deepseek, /xai/v1 and /moonshot/v1 their vendors', /ideogram and /recraft/v1 draw; /tavily, /brave and /searxng search.");
        app.MapGet("/requests", (string with) => Requests.Select(request => request.Body).Where(body => body.Contains(with, StringComparison.Ordinal)));
        ImageReplicate.Map(app, this);
        ImageFal.Map(app, this);
        ImageMidjourney.Map(app, this);
        ChatEndpoints.Map(app, this);
        AnthropicEndpoints.Map(app, this);
        GoogleEndpoints.Map(app, this);
        SearchEndpoints.Map(app, this);
        ImageOpenAI.Map(app, this);
        ImageOpenRouter.Map(app, this);
        ImageGoogle.Map(app, this);
        ImageIdeogram.Map(app, this);
        ImageRecraft.Map(app, this);
    }

    /// <summary>What was asked of it, oldest first.</summary>
    public ConcurrentQueue<SimRequest> Requests { get; } = new();

    /// <summary>Done when the first request has arrived whole.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Done when so many more requests have arrived whole than at the last time this was awaited.</summary>
    public async Task ArrivedAsync(int more, CancellationToken ct)
    {
        for (var seen = 0; seen < more; seen++)
        {
            await _arrivals.WaitAsync(ct);
        }
    }

    /// <summary>Done when a client has closed a connection before its answer was over.</summary>
    public Task ClientLeft => _clientLeft.Task;

    /// <summary>The next order that is <c>held</c>: its job has begun, and its answer waits until it is let go.</summary>
    public ValueTask<SimHold> HeldAsync(CancellationToken ct) => _held.Reader.ReadAsync(ct);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Base address of OpenAI's dialect.</summary>
    public string OpenAI => new Uri(Address, "/v1").AbsoluteUri;

    /// <summary>Base address of OpenRouter's dialect.</summary>
    public string OpenRouter => new Uri(Address, "/api/v1").AbsoluteUri;

    /// <summary>Base address of Anthropic's API.</summary>
    public string Anthropic => new Uri(Address, "/anthropic/v1").AbsoluteUri;

    /// <summary>Base address of Google's API.</summary>
    public string Google => new Uri(Address, "/google/v1beta").AbsoluteUri;

    /// <summary>Base address of Replicate's API.</summary>
    public string Replicate => new Uri(Address, "/replicate/v1").AbsoluteUri;

    /// <summary>Base address of DeepSeek's dialect.</summary>
    public string DeepSeek => new Uri(Address, "/deepseek").AbsoluteUri;

    /// <summary>Base address of xAI's dialect.</summary>
    public string XAI => new Uri(Address, "/xai/v1").AbsoluteUri;

    /// <summary>Base address of Moonshot's dialect.</summary>
    public string Moonshot => new Uri(Address, "/moonshot/v1").AbsoluteUri;

    /// <summary>Base address of Ideogram's API.</summary>
    public string Ideogram => new Uri(Address, "/ideogram").AbsoluteUri;

    /// <summary>Base address of Recraft's API.</summary>
    public string Recraft => new Uri(Address, "/recraft/v1").AbsoluteUri;

    /// <summary>Base address of a search engine: tavily, brave or searxng.</summary>
    public string Search(string engine) => new Uri(Address, "/" + engine).AbsoluteUri;

    /// <summary>Listens on a free port of this machine.</summary>
    public static async Task<Simulator> StartAsync(CancellationToken ct)
    {
        var simulator = Create(["--urls", "http://127.0.0.1:0"]);
        await simulator._app.StartAsync(ct);
        return simulator;
    }

    /// <summary>The next answers, in order; when they are used up, the prompt's own words decide.</summary>
    public Simulator Next(params ReadOnlySpan<SimPlan> plans)
    {
        foreach (var plan in plans)
        {
            _script.Enqueue(plan);
        }

        return this;
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    internal static Simulator Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Limits.MinResponseDataRate = null;
            if (builder.Configuration["urls"] is null)
            {
                kestrel.Listen(IPAddress.Loopback, 7001);
            }
        });
        return new Simulator(builder.Build());
    }

    internal Task RunAsync() => _app.RunAsync();

    internal SimPlan PlanFor(string prompt) => _script.TryDequeue(out var plan) ? plan : SimPlan.Parse(prompt);

    internal void Remember(SimRequest request)
    {
        Requests.Enqueue(request);
        _asked.TrySetResult();
        _arrivals.Release();
    }

    /// <summary>Keeps the answer to an order back where its plan says <c>held</c>; false where it is to be <c>lost</c> then.</summary>
    internal async Task<bool> LetAnswerAsync(SimPlan plan, string job, CancellationToken ct)
    {
        if (plan.Has("held"))
        {
            var hold = new SimHold(job);
            _held.Writer.TryWrite(hold);
            await hold.LetGo.WaitAsync(ct);
        }

        return !plan.Has("lost");
    }

    internal void ClientHasLeft() => _clientLeft.TrySetResult();
}

/// <summary>A request as it arrived.</summary>
public sealed record SimRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The files of a form, in order; <see cref="Body"/> then names its fields, one in a line.</summary>
    public IReadOnlyList<byte[]> Files { get; init; } = [];
}

/// <summary>An order whose job has begun, and whose answer is kept back.</summary>
/// <param name="Job">The vendor's id of the job.</param>
public sealed record SimHold(string Job)
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task LetGo => _letGo.Task;

    /// <summary>Lets the answer go, or lets it be lost.</summary>
    public void Release() => _letGo.TrySetResult();
}
