using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Live;

/// <summary>Tells when the session that a live connection stands on is over: at once by the news of it, within a minute where the news was lost.</summary>
internal sealed class SessionWatch(IServiceScopeFactory scopes, INodeBus bus)
{
    // News are hints and can be lost with the bus's connection. A look-up is one indexed row: once a minute it weighs nothing.
    private const int PingsBetweenLooks = 4;

    /// <summary>The session of a request; null where nothing is to be watched.</summary>
    public Guid? SessionOf(HttpContext http) => http.RequestServices.GetService<ILiveSessions>()?.IdOf(http);

    /// <summary>Returns when the session is over.</summary>
    public async Task EndAsync(UserId person, Guid session, CancellationToken ct)
    {
        // Heard from here on; what happened between the request's sign-in and now is looked up.
        var news = bus.ListenAsync(EndedSessions.Channel, ct);
        if (!await LivesAsync(session, ct))
        {
            return;
        }

        var mine = person.ToString();
        await foreach (var ended in news)
        {
            if (ended == mine && !await LivesAsync(session, ct))
            {
                return;
            }
        }
    }

    /// <summary>Whether it is over, looked up at some of the pings and otherwise taken to live.</summary>
    public async Task<bool> IsOverAsync(Guid session, int ping, CancellationToken ct) => ping % PingsBetweenLooks == 0 && !await LivesAsync(session, ct);

    private async Task<bool> LivesAsync(Guid session, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ILiveSessions>().LivesAsync(session, ct);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException && DatabaseTrouble.Is(trouble))
        {
            // Nobody is thrown out because the database is away; a later look tells.
            return true;
        }
    }
}
