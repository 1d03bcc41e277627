using System.Net;
using System.Net.Sockets;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers;

/// <summary>The providers with given settings, and shorthand for orders and answers.</summary>
internal static class ProviderFixtures
{
    public static ServiceProvider Services(IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null, params ITextProvider[] extra)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(clock ?? TimeProvider.System);
        foreach (var provider in extra)
        {
            services.AddSingleton(provider);
        }

        return services.AddProviders(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }

    public static TextOrder Order(string text = "Hello", params ReadOnlySpan<InputImage> images) =>
        new("sim-model", "Be brief.", [new TextTurn(TurnRole.User, text, images.IsEmpty ? null : images.ToArray())], MaxOutputTokens: 1000);

    public static async Task<List<TextEvent>> AllAsync(this IAsyncEnumerable<TextEvent> events, CancellationToken ct)
    {
        var all = new List<TextEvent>();
        await foreach (var step in events.WithCancellation(ct))
        {
            all.Add(step);
        }

        return all;
    }

    public static string Text(this IEnumerable<TextEvent> events) => string.Concat(events.OfType<TextDelta>().Select(delta => delta.Text));

    public static string Reasoning(this IEnumerable<TextEvent> events) => string.Concat(events.OfType<ReasoningDelta>().Select(delta => delta.Text));

    public static TextFinished End(this IReadOnlyList<TextEvent> events)
    {
        events.OfType<TextFinished>().Count().ShouldBe(1);
        return events[^1].ShouldBeOfType<TextFinished>();
    }

    /// <summary>An address of this machine that nobody listens on.</summary>
    public static string DeadAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";
    }
}
