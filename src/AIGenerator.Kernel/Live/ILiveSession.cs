using Microsoft.AspNetCore.Http;

namespace AIGenerator.Kernel.Live;

/// <summary>Whether a connection that was opened in somebody's name may still speak in it.</summary>
public interface ILiveSession
{
    /// <summary>The bus's channel on which the ids of people are heard whose sessions have ended, one or all of them. The tables of Accounts tell it (their migration 0002).</summary>
    const string Ended = "session-ended";

    /// <summary>Whether the session of the request is still there, looked up anew.</summary>
    Task<bool> IsAliveAsync(HttpContext http, CancellationToken ct);
}
