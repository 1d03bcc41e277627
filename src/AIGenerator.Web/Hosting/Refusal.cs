using Microsoft.AspNetCore.Connections;

namespace AIGenerator.Web.Hosting;

/// <summary>Failures of the start that the operator can repair, in words.</summary>
internal static class Refusal
{
    /// <summary>What to print, or null for a failure that is our bug and deserves its stack trace.</summary>
    public static string? From(Exception problem) => problem switch
    {
        StartRefusedException refused => "AI Generator cannot start:" + string.Concat(refused.Problems.Select(line => $"{Environment.NewLine}  {line}")),
        IOException { InnerException: AddressInUseException or System.Net.Sockets.SocketException } busy =>
            $"AI Generator cannot start:{Environment.NewLine}  PORT / ASPNETCORE_URLS: {busy.Message} Another program listens there; stop it, or choose another port, for example PORT=5001.",
        OperationCanceledException => "AI Generator was stopped before it had started.",
        AggregateException { InnerExceptions: [var single] } => From(single),
        _ => null,
    };
}
