using System.Net.Sockets;
using AIGenerator.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Web;

public sealed class RefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_port_that_belongs_to_root_is_named_whether_one_address_was_refused_or_all_of_a_name()
    {
        var alone = new SocketException((int)SocketError.AccessDenied);
        var ofName = new IOException("Failed to bind to address http://localhost:80.", new AggregateException(new SocketException((int)SocketError.AccessDenied), new SocketException((int)SocketError.AccessDenied)));

        foreach (var problem in (Exception[])[alone, ofName, new AggregateException(new AggregateException(ofName))])
        {
            var words = Refusal.From(problem).ShouldNotBeNull();
            words.ShouldContain("PORT / ASPNETCORE_URLS: ");
            words.ShouldContain("below 1024");
        }
    }

    [Fact]
    public async Task An_address_of_another_machine_and_a_taken_port_are_told_apart()
    {
        await using var holder = await ListenAsync("http://127.0.0.1:0");
        var taken = await Should.ThrowAsync<IOException>(() => ListenAsync(holder.Urls.Single()));
        var localhost = await Should.ThrowAsync<IOException>(() => ListenAsync(holder.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        var foreign = await Should.ThrowAsync<Exception>(() => ListenAsync("http://192.0.2.1:5000"));

        Refusal.From(taken).ShouldNotBeNull().ShouldContain("Another program listens there");
        Refusal.From(localhost).ShouldNotBeNull().ShouldContain("Another program listens there");
        Refusal.From(foreign).ShouldNotBeNull().ShouldContain("no such address");
    }

    [Fact]
    public void One_refusal_among_several_failures_is_said() =>
        Refusal.From(new AggregateException(new InvalidOperationException("ours"), new StartRefusedException("PORT: no"))).ShouldNotBeNull().ShouldContain("PORT: no");

    [Fact]
    public void Our_own_bugs_keep_their_stack_trace()
    {
        Refusal.From(new IOException("The disk is full.")).ShouldBeNull();
        Refusal.From(new InvalidOperationException("HTTPS")).ShouldBeNull();
        Refusal.From(new AggregateException(new InvalidOperationException("ours"))).ShouldBeNull();
    }

    private static async Task<WebApplication> ListenAsync(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(url);
        var app = builder.Build();
        try
        {
            await app.StartAsync(Ct);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
