using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace AIGenerator.Web.Hosting;

/// <summary>Failures of the start that the operator can repair, in words.</summary>
internal static class Refusal
{
    private const string Listening = "PORT / ASPNETCORE_URLS: ";

    /// <summary>What to print, or null for a failure that is our bug and deserves its stack trace.</summary>
    public static string? From(Exception problem) => problem switch
    {
        StartRefusedException refused => CannotStart(refused.Problems),
        OperationCanceledException => "AI Generator was stopped before it had started.",
        AggregateException many => many.InnerExceptions.Select(From).FirstOrDefault(words => words is not null),

        // What the server throws where it cannot listen: the socket's own refusal, or that of each address of a name in one.
        SocketException or IOException when SocketTrouble(problem) is { } trouble => CannotStart([Listening + WordsFor(trouble, problem)]),
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when problem.Message.Contains("HTTPS", StringComparison.Ordinal) => CannotStart(
            ["ASPNETCORE_URLS: an https address needs a certificate (Kestrel__Certificates__Default__Path and …__Password). Or listen on http, behind a reverse proxy that speaks TLS."]),
        _ => null,
    };

    private static string CannotStart(IEnumerable<string> problems) =>
        "AI Generator cannot start:" + string.Concat(problems.Select(line => $"{Environment.NewLine}  {line}"));

    private static SocketError? SocketTrouble(Exception problem) => problem switch
    {
        SocketException socket => socket.SocketErrorCode,
        AddressInUseException => SocketError.AddressAlreadyInUse,
        AggregateException many => many.InnerExceptions.Select(SocketTrouble).FirstOrDefault(trouble => trouble is not null),
        { InnerException: { } inner } => SocketTrouble(inner),
        _ => null,
    };

    private static string WordsFor(SocketError trouble, Exception problem) => trouble switch
    {
        SocketError.AddressAlreadyInUse => $"{problem.Message} Another program listens there; stop it, or choose another port, for example PORT=5001.",
        SocketError.AccessDenied => "this user may not listen on that port (those below 1024 belong to root). Choose a higher one, for example PORT=5001, behind a reverse proxy.",
        SocketError.AddressNotAvailable => "this machine has no such address. http://0.0.0.0:5000 listens on all that it has.",
        _ => problem.Message,
    };
}
