using System.Collections.Concurrent;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators.Images;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>Orders, sources and masks for the media vendors' tests.</summary>
internal static class MediaFixtures
{
    /// <summary>The colour of <see cref="Source"/>.</summary>
    public static readonly (byte Red, byte Green, byte Blue, byte Alpha) SourceColor = (10, 20, 30, 255);

    private static readonly Guid Id = new("0195a1c0-0000-7000-8000-000000000001");

    /// <summary>The file, whole.</summary>
    public static async Task<byte[]> FetchedAsync(this MediaDownloads downloads, string provider, Uri address, CancellationToken ct)
    {
        using var file = new MemoryStream();
        await downloads.FetchAsync(provider, address, file, ct);
        return file.ToArray();
    }

    public static ImageOrder Order(string model, string prompt = "A red kite over the sea", int count = 1) =>
        new(Id, model, Webhook: null, ImageTask.Create, prompt, count, 1024, 1024, "1:1");

    /// <summary>A PNG of 64 by 48 with something in its middle.</summary>
    public static SourceImage Source() => new("image/png", SimPng.Write(new SimPixels(64, 48, 3, [.. Enumerable.Range(0, 64 * 48).SelectMany(PixelAt)])), 64, 48);

    /// <summary>Something light in the middle of something dark.</summary>
    private static byte[] PixelAt(int at) => at % 64 is > 20 and < 44 && at / 64 is > 14 and < 34 ? [230, 220, 90] : [10, 20, 30];

    /// <summary>The left half is to be made anew.</summary>
    public static ImageMask LeftHalf() => new(64, 48, Enumerable.Range(0, 64 * 48).Select(at => at % 64 < 32 ? (byte)255 : (byte)0).ToArray());

    /// <summary>The left half of <see cref="Source"/>, made anew.</summary>
    public static ImageOrder Inpainting(string model) =>
        Order(model, "A lighthouse") with { Task = ImageTask.Inpaint, Width = 64, Height = 48, Ratio = null, Source = Source(), Mask = LeftHalf() };

    public static ServiceProvider Services(IReadOnlyDictionary<string, string?> settings, TimeProvider clock, HeardLog log) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(log))
        .AddSingleton(clock)
        .AddProviders(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}

/// <summary>Keeps every line of the log, to look for words that must not stand there.</summary>
internal sealed class HeardLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose()
    {
    }
}
