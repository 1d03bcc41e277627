using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>A collector of OTLP over HTTP that keeps what it is sent. Texts stand as they are in protobuf, which is enough to look for them.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Tenant, string Body)> _received = new();
    private readonly Task _receiving;

    public OtlpReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _receiving = ReceiveAsync();
    }

    public Uri Address { get; }

    /// <summary>Everything so far.</summary>
    public string All => string.Concat(_received.Select(request => request.Body));

    /// <summary>What stood in the header <c>x-tenant</c>, each value once.</summary>
    public IEnumerable<string?> Tenants => _received.Select(request => request.Tenant).Distinct();

    /// <summary>Waits until a signal carries this text.</summary>
    public async Task HeardAsync(string path, string text, CancellationToken ct)
    {
        while (!_received.Any(request => request.Path == path && request.Body.Contains(text, StringComparison.Ordinal)))
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException(
                    $"'{text}' did not arrive at {path}. Received: {string.Join(", ", _received.Select(r => r.Path).Distinct())}", late);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _receiving;
        _listener.Close();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                _received.Enqueue((call.Request.Url!.AbsolutePath, call.Request.Headers["x-tenant"], Encoding.UTF8.GetString(body.ToArray())));
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
