using System.Net;
using System.Net.Sockets;
using AIGenerator.Providers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Media;

/// <summary>Fetches what a vendor made from the address it gave. The address is a stranger's word: only public hosts are asked, or the vendor's own.</summary>
public sealed class MediaDownloads(IHttpClientFactory clients, MediaProviders providers, TimeProvider clock)
{
    internal const string Client = "media-downloads";

    /// <summary>Bytes of the largest file of one picture.</summary>
    public const int Largest = 64 * 1024 * 1024;

    private const int PieceBytes = 64 * 1024;

    private static readonly HttpRequestOptionsKey<Uri?> Home = new("home");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Writes the file as it comes.</summary>
    /// <exception cref="ProviderException">
    /// <c>provider.file-gone</c> where the vendor no longer has it or the address leads where it must not; otherwise a failure after which it may be tried
    /// again.
    /// </exception>
    public async Task FetchAsync(string provider, Uri address, Stream into, CancellationToken ct)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
        {
            throw Gone();
        }

        using var time = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(Home, providers.Find(provider)?.Home);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw (int)response.StatusCode is 429 or >= 500 ? ProviderErrors.Failed() : Gone();
            }

            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            await VendorHttp.CopyAsync(body, into, Largest, new byte[PieceBytes], either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw ProviderErrors.Timeout(e);
        }
        catch (HttpRequestException e) when (e.InnerException is ForbiddenAddressException)
        {
            throw Gone();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            throw ProviderErrors.Unreachable(e);
        }
        catch (OversizedAnswerException)
        {
            throw Gone();
        }
    }

    /// <summary>A client that follows no redirect and connects only where it may.</summary>
    internal static void Register(IServiceCollection services) => services.AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    private static ProviderException Gone() => new(FailureCategory.ProviderRejected, "provider.file-gone", RetryAdvice.GiveUp);

    // The check is on the very addresses that are connected to: a name that is looked up twice can change its mind.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var point = context.DnsEndPoint;
        var isHome = context.InitialRequestMessage.Options.TryGetValue(Home, out var home) && home is not null
            && string.Equals(home.Host, point.Host, StringComparison.OrdinalIgnoreCase) && home.Port == point.Port;
        var addresses = await Dns.GetHostAddressesAsync(point.Host, ct);
        if (!isHome)
        {
            addresses = [.. addresses.Where(IsPublic)];
        }

        if (addresses.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, point.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is the internet's: not this machine, not a network of its neighbours, nothing reserved (RFC 6890 and its registries).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes switch
            {
                [0 or 10 or 127 or >= 224, ..] => false,
                [100, >= 64 and <= 127, ..] => false,
                [169, 254, ..] or [192, 168, ..] or [192, 0, 0 or 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
                [172, >= 16 and <= 31, ..] => false,
                _ => true,
            }
            : bytes switch
            {
                // Tunnels (Teredo, 6to4) lead to any IPv4 address, and the last is for documents.
                [0x20, 0x01, 0x00, 0x00, ..] or [0x20, 0x02, ..] or [0x20, 0x01, 0x0D, 0xB8, ..] => false,
                [>= 0x20 and <= 0x3F, ..] => true,
                _ => false,
            };
    }

    private sealed class ForbiddenAddressException() : Exception("The address is not the internet's.");
}
