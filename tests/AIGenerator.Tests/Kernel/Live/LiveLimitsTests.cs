using System.Net;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Tests.Kernel.Live;

public sealed class LiveLimitsTests
{
    [Fact]
    public void All_addresses_of_one_subscriber_count_as_one()
    {
        var limits = new LiveLimits();
        for (var host = 1; host <= 60; host++)
        {
            limits.Enter(new CurrentUser(), From($"2001:db8:1:2::{host:x}")).ShouldNotBeNull();
        }

        limits.Enter(new CurrentUser(), From("2001:db8:1:2:ffff::1")).ShouldBeNull();
        limits.Enter(new CurrentUser(), From("2001:db8:1:3::1")).ShouldNotBeNull();
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
