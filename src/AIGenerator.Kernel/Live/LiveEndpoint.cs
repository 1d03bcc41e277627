using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Kernel.Live;

/// <summary>The one live connection of a browser.</summary>
public static class LiveRouting
{
    /// <summary>
    /// Maps <c>GET /api/events?topics=balance,generation:ID~AFTER</c>, open to everybody: each topic decides who may watch it. Refusals:
    /// <c>live.topics-invalid</c> (400), <c>live.too-many</c> (429).
    /// </summary>
    public static void MapLive(this IEndpointRouteBuilder app) => app.MapGet("/api/events", LiveEndpoint.HandleAsync)
        .WithName("WatchEvents")
        .WithSummary("Watch topics live as server-sent events")
        .AllowAnonymous();
}

internal static class LiveEndpoint
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, CurrentUser user, LiveLimits limits, LiveStream stream, [FromQuery] string topics = "", [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        if (WatchedTopic.Parse(topics, lastEventId) is not { } watched)
        {
            return new Error("live.topics-invalid", $"Name 1 to {WatchedTopic.Limit} topics, each as name, name:key or name:key~sequence.", Field: "topics").ToProblem(http);
        }

        using var place = limits.Enter(user, http);
        if (place is null)
        {
            return new Error("live.too-many", "Too many live connections are open.", ErrorKind.TooManyRequests).ToProblem(http);
        }

        await stream.RunAsync(http, user, watched);
        return Microsoft.AspNetCore.Http.Results.Empty;
    }
}

/// <summary>Runs one connection until the browser leaves, the host stops or half an hour has passed (the browser comes back by itself).</summary>
internal sealed partial class LiveStream(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, INodeBus bus, IEnumerable<ILiveSession> sessions, TimeProvider clock, ILogger<LiveStream> logger)
{
    // The bus may be away for a while: what it would have said is then found out by looking.
    private const int PingsBetweenLooks = 8;

    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public async Task RunAsync(HttpContext http, CurrentUser user, List<WatchedTopic> topics)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var lasting = new CancellationTokenSource(Longest, clock);
        await using var timed = lasting.Token.Register(ending.Cancel);
        using var connection = new LiveConnection(http.Response.BodyWriter, topics);
        // The topics first: what is read from the opening line on may count on hearing what happens next.
        List<Task> work = [.. topics.Select(topic => WatchAsync(connection, topic, user, ending)), EndWithSessionAsync(http, user, ending), PingAsync(connection, http, user, ending)];
        await Task.WhenAll(work);
    }

    /// <summary>Ends the connection of a person whose session has ended; the browser comes back as who it is now.</summary>
    private async Task EndWithSessionAsync(HttpContext http, CurrentUser user, CancellationTokenSource ending)
    {
        if (user.Id is not { } person)
        {
            return;
        }

        try
        {
            await foreach (var ended in bus.ListenAsync(ILiveSession.Ended, ending.Token))
            {
                if (ended == person.ToString() && !await IsAliveAsync(http, ending.Token))
                {
                    await ending.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private async Task<bool> IsAliveAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            foreach (var session in sessions)
            {
                if (!await session.IsAliveAsync(http, ct))
                {
                    return false;
                }
            }
        }
        catch (Exception trouble) when (DatabaseTrouble.Is(trouble))
        {
            // Nobody knows just now: the next look will tell.
        }

        return true;
    }

    private async Task PingAsync(LiveConnection connection, HttpContext http, CurrentUser user, CancellationTokenSource ending)
    {
        try
        {
            await connection.OpenAsync(ending.Token);
            using var timer = new PeriodicTimer(PingPeriod, clock);
            for (var ping = 1; await timer.WaitForNextTickAsync(ending.Token); ping++)
            {
                await connection.PingAsync(ending.Token);
                if (ping % PingsBetweenLooks == 0 && user.IsSignedIn && !await IsAliveAsync(http, ending.Token))
                {
                    await ending.CancelAsync();
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            await ending.CancelAsync();
        }
    }

    private async Task WatchAsync(LiveConnection connection, WatchedTopic watched, CurrentUser user, CancellationTokenSource ending)
    {
        var ct = ending.Token;
        try
        {
            // A scope for each topic: they run side by side and may each use a database context.
            await using var scope = scopes.CreateAsyncScope();
            var topic = scope.ServiceProvider.GetServices<ILiveTopic>().FirstOrDefault(topic => topic.Name == watched.Name);
            if (topic is null || !await topic.MayWatchAsync(user, watched.Key, ct))
            {
                await connection.SendAsync(watched, new LiveEvent(watched.Position, "gone", "null"), ct);
                return;
            }

            await foreach (var happened in topic.WatchAsync(user, watched.Key, watched.Position, ct))
            {
                await connection.SendAsync(watched, happened, ct);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            await ending.CancelAsync();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The answer has begun: ending it makes the browser come back and resume.
            LogFailed(failure, watched.Name);
            await ending.CancelAsync();
        }
    }

    [LoggerMessage(LogLevel.Error, "Watching the topic {Topic} failed; the connection ends and the browser resumes")]
    private partial void LogFailed(Exception failure, string topic);
}
