using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Wallet.Live;

/// <summary>The topic <c>balance</c>: what the workspace of the watcher has, now and after each change.</summary>
internal sealed class BalanceTopic(IServiceScopeFactory scopes, INodeBus bus) : ILiveTopic
{
    public string Name => "balance";

    public Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct) => Task.FromResult(key.Length == 0 && user.Workspace is not null);

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var workspace = user.WorkspaceId;
        var id = workspace.ToString();
        var seen = after;

        // Listening begins before the first read, so that a change between the two is not missed.
        await using var news = bus.ListenAsync(WalletTransaction.Channel, ct).GetAsyncEnumerator(ct);
        var next = news.MoveNextAsync().AsTask();
        var isChanged = true;
        do
        {
            if (isChanged && await ReadAsync(workspace, ct) is { } current && (current.Sequence > seen || seen == 0))
            {
                seen = current.Sequence;
                yield return current;
            }

            if (!await next)
            {
                yield break;
            }

            isChanged = news.Current == id;
            next = news.MoveNextAsync().AsTask();
        }
        while (true);
    }

    private async Task<LiveEvent> ReadAsync(WorkspaceId workspace, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<ReadBalance>().RowAsync(workspace, ct);
        var balance = row.ToBalance();
        var data = JsonSerializer.Serialize(
            new BalanceNews(balance.Available.Value, balance.Held.Value, balance.Total.Value),
            JsonSerializerOptions.Web);
        return new LiveEvent(row?.Version ?? 0, "balance", data);
    }

    private sealed record BalanceNews(long Available, long Held, long Total);
}
