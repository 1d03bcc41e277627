using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Kernel.Identity;

/// <summary>Where a request came from.</summary>
public static class ClientAddress
{
    /// <summary>The caller's address as text, up to 45 characters; <c>unknown</c> where the server cannot tell.</summary>
    public static string Of(HttpContext http) => Plain(http)?.ToString() ?? "unknown";

    /// <summary>What limits count: the IPv4 address, or the /64 network of an IPv6 one, since a single subscriber owns all of that.</summary>
    public static string NetworkOf(HttpContext http)
    {
        var address = Plain(http);
        if (address?.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address?.ToString() ?? "unknown";
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static IPAddress? Plain(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return address switch
        {
            null => null,
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress(address.GetAddressBytes()),
            _ => address,
        };
    }
}
