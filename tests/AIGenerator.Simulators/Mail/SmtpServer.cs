using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AIGenerator.Simulators.Mail;

/// <summary>A mail server of one test, on a real socket. With a certificate it offers STARTTLS, and takes nothing but TLS after that.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SmtpFault> _faults = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public SmtpServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Mails it took, in order.</summary>
    public ConcurrentQueue<TakenMail> Mails { get; } = new();

    /// <summary>Each client's words, without the mails' own lines.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>One more each time a fault was played.</summary>
    public SemaphoreSlim Faulted { get; } = new(0);

    /// <summary>How the next connections go wrong; those after them go well.</summary>
    public void Next(params ReadOnlySpan<SmtpFault> faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        Faulted.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client, _faults.TryDequeue(out var fault) ? fault : SmtpFault.None);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, SmtpFault fault)
    {
        using var owned = client;
        try
        {
            using var session = new SmtpSession(this, fault, _certificate);
            await session.RunAsync(client.GetStream(), _stop.Token);
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or would not have our certificate.
        }
    }
}

/// <summary>What goes wrong in a session.</summary>
public enum SmtpFault
{
    None,

    /// <summary>550 for the recipient.</summary>
    Refuse,

    /// <summary>The connection closes in the middle of the mail.</summary>
    Drop,

    /// <summary>It accepts the connection and never says a word.</summary>
    Silence,
}

/// <summary>A mail as it arrived.</summary>
/// <param name="To">The envelope's recipient.</param>
/// <param name="User">Who had signed in, or null.</param>
/// <param name="IsEncrypted">Whether it came over TLS.</param>
/// <param name="Source">Head and body.</param>
public sealed record TakenMail(string To, string? User, bool IsEncrypted, string Source);

/// <summary>One conversation (RFC 5321, with STARTTLS of RFC 3207 and AUTH of RFC 4954).</summary>
internal sealed class SmtpSession(SmtpServer server, SmtpFault fault, X509Certificate2? certificate) : IDisposable
{
    private Stream _stream = Stream.Null;
    private StreamReader _reader = StreamReader.Null;
    private bool _isEncrypted;
    private string? _user;
    private string _recipient = "";

    public async Task RunAsync(Stream wire, CancellationToken ct)
    {
        Use(wire);
        if (fault == SmtpFault.Silence)
        {
            server.Faulted.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }

        await SayAsync("220 simulator ESMTP", ct);
        while (await _reader.ReadLineAsync(ct) is { } line)
        {
            server.Heard.Enqueue(line);
            if (!await AnswerAsync(line, ct))
            {
                return;
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private async Task<bool> AnswerAsync(string line, CancellationToken ct)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                await SayAsync(certificate is null ? "250-simulator\r\n250-AUTH LOGIN\r\n250 8BITMIME" : _isEncrypted ? "250-simulator\r\n250 AUTH LOGIN" : "250-simulator\r\n250 STARTTLS", ct);
                return true;
            case "STARTTLS":
                await SayAsync("220 go on", ct);
                var secure = new SslStream(_stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ct);
                _isEncrypted = true;
                Use(secure);
                return true;
            case "AUTH":
                await SignInAsync(line, ct);
                return true;
            case "MAIL" when certificate is not null && !_isEncrypted:
                await SayAsync("530 Must issue a STARTTLS command first", ct);
                return true;
            case "RCPT" when fault == SmtpFault.Refuse:
                server.Faulted.Release();
                await SayAsync("550 No such mailbox", ct);
                return true;
            case "RCPT":
                _recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
                await SayAsync("250 ok", ct);
                return true;
            case "DATA":
                return await TakeAsync(ct);
            case "QUIT":
                await SayAsync("221 bye", ct);
                return false;
            default:
                await SayAsync("250 ok", ct);
                return true;
        }
    }

    private async Task SignInAsync(string line, CancellationToken ct)
    {
        var words = line.Split(' ');
        if (words.Length < 3)
        {
            await SayAsync("334 VXNlcm5hbWU6", ct);
        }

        var user = words.Length < 3 ? await _reader.ReadLineAsync(ct) : words[2];
        await SayAsync("334 UGFzc3dvcmQ6", ct);
        var password = await _reader.ReadLineAsync(ct);
        _user = $"{Decoded(user)}:{Decoded(password)}";
        await SayAsync("235 welcome", ct);
    }

    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        await SayAsync("354 go on", ct);
        var source = new StringBuilder();
        while (await _reader.ReadLineAsync(ct) is { } line && line != ".")
        {
            if (fault == SmtpFault.Drop)
            {
                server.Faulted.Release();
                return false;
            }

            source.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        }

        server.Mails.Enqueue(new TakenMail(_recipient, _user, _isEncrypted, source.ToString()));
        await SayAsync("250 taken", ct);
        return true;
    }

    private void Use(Stream stream)
    {
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.Latin1);
    }

    private async Task SayAsync(string line, CancellationToken ct) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct);

    private static string Decoded(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? ""));
}
