using System.Collections.Immutable;
using System.Data;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Kernel.Live;

/// <summary>
/// One listening connection for the process on one PostgreSQL channel; a notification's text is <c>channel payload</c>. News sent while the
/// connection is broken are lost, which the contract allows: they are hints.
/// </summary>
internal sealed partial class NodeBus(NpgsqlDataSource database, TimeProvider clock, ILogger<NodeBus> logger) : BackgroundService, INodeBus
{
    public const string Channel = "aigenerator";

    private const int Backlog = 256;

    // PostgreSQL refuses 8,000 bytes and more.
    private const int LargestText = 7_999;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, ImmutableArray<Channel<string>>> _subscribers = ImmutableDictionary<string, ImmutableArray<Channel<string>>>.Empty;

    public async Task NotifyAsync(AppDb db, string channel, string payload, CancellationToken ct)
    {
        if (channel.Contains(' ', StringComparison.Ordinal))
        {
            throw new ArgumentException("A channel's name has no spaces.", nameof(channel));
        }

        var text = $"{channel} {payload}";
        if (Encoding.UTF8.GetByteCount(text) > LargestText)
        {
            throw new ArgumentException($"News on '{channel}' are longer than {LargestText} bytes; send an id.", nameof(payload));
        }

        await db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, {text})", ct);
    }

    public IAsyncEnumerable<string> ListenAsync(string channel, CancellationToken ct)
    {
        // Subscribed here, not at the first read: what happens while the caller looks at the present state must not be missed.
        var subscriber = System.Threading.Channels.Channel.CreateBounded<string>(new BoundedChannelOptions(Backlog)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        Change(channel, list => list.Add(subscriber));
        var ended = ct.Register(Leave);
        return ReadAsync(subscriber, ended, Leave, ct);

        void Leave() => Change(channel, list => list.Remove(subscriber));
    }

    /// <summary>Waits a moment for the connection, so that what starts after the bus misses nothing.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_listening.Task, Task.Delay(StartPatience, clock, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(() => pause = TimeSpan.FromMilliseconds(200), stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                LogBroken(failure, pause);
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < TimeSpan.FromSeconds(5) ? pause * 2 : TimeSpan.FromSeconds(5);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ReceiveAsync(Action connected, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        connection.Notification += (_, news) => Deliver(news.Payload);
        await ExecuteAsync(connection, $"listen {Channel}", ct);
        connected();
        _listening.TrySetResult();
        try
        {
            while (true)
            {
                if (!await connection.WaitAsync(CheckPeriod, ct))
                {
                    // A silent connection may be a dead one: ask.
                    await ExecuteAsync(connection, "select 1", ct);
                }
            }
        }
        finally
        {
            // It goes back to the pool as it is, and whoever has it next does not listen. At the end of the host there is no next.
            if (!ct.IsCancellationRequested && connection.FullState == ConnectionState.Open)
            {
                await ExecuteAsync(connection, "unlisten *", CancellationToken.None);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private void Deliver(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !Volatile.Read(ref _subscribers).TryGetValue(text[..space], out var subscribers))
        {
            return;
        }

        var payload = text[(space + 1)..];
        foreach (var subscriber in subscribers)
        {
            subscriber.Writer.TryWrite(payload);
        }
    }

    private void Change(string channel, Func<ImmutableArray<Channel<string>>, ImmutableArray<Channel<string>>> change)
    {
        lock (_gate)
        {
            var changed = change(_subscribers.GetValueOrDefault(channel, []));
            Volatile.Write(ref _subscribers, changed.IsEmpty ? _subscribers.Remove(channel) : _subscribers.SetItem(channel, changed));
        }
    }

    private static async IAsyncEnumerable<string> ReadAsync(
        Channel<string> subscriber, CancellationTokenRegistration ended, Action leave, [EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            await foreach (var payload in subscriber.Reader.ReadAllAsync(ct))
            {
                yield return payload;
            }
        }
        finally
        {
            leave();
            await ended.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection that listens for news broke; connecting again in {Pause}")]
    private partial void LogBroken(Exception failure, TimeSpan pause);
}
