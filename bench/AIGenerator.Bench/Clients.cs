using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace AIGenerator.Bench;

/// <summary>HTTP clients for the load drivers: one connection pool each, no redirects followed, cookies where asked.</summary>
internal static class Clients
{
    public static HttpClient Plain(Uri address) => Make(address, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 4_096, ResponseDrainTimeout = TimeSpan.Zero });

    public static HttpClient WithCookies(Uri address, CookieContainer cookies) =>
        Make(address, new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, MaxConnectionsPerServer = 4_096, ResponseDrainTimeout = TimeSpan.Zero });

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A benchmark's driver has no container.")]
    private static HttpClient Make(Uri address, SocketsHttpHandler handler) => new(handler) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
}
