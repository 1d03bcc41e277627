using Npgsql;

namespace AIGenerator.Bench;

/// <summary>What the engine of generations leaves in the database.</summary>
internal sealed partial class BenchDatabase
{
    /// <summary>Gives every workspace tokens that never expire, as the ledger books them.</summary>
    public async Task GrantAllAsync(long credits, CancellationToken ct) => await ValueAsync(
        """
        with opened as (
            insert into wallet.wallets (workspace_id, balance, held, version) select id, $1, 0, 1 from workspaces.workspaces
            on conflict (workspace_id) do update set balance = wallet.wallets.balance + $1, version = wallet.wallets.version + 1
            returning workspace_id, balance),
        booked as (
            insert into wallet.entries (workspace_id, amount, balance_after, kind, key, created_at)
            select workspace_id, $1, balance, 'Adjustment', 'bench:' || workspace_id, now() from opened)
        insert into wallet.lots (workspace_id, source, amount, remaining, created_at) select workspace_id, 'Bonus', $1, $1, now() from opened
        """, ct, credits);

    public Task UntilEndedAsync(CancellationToken ct) => UntilAsync("select not exists (select 1 from generation.media where stage <> 'Ended')", ct);

    public Task UntilRunningAsync(CancellationToken ct) => UntilAsync("select exists (select 1 from generation.generations where state = 'Running')", ct);

    public Task UntilUnderWayAsync(int count, CancellationToken ct) => UntilAsync("select count(*) >= $1 from generation.media where stage = 'UnderWay'", ct, (long)count);

    /// <summary>Lets what still waits at the vendor run into its deadline.</summary>
    public async Task GiveUpAsync(CancellationToken ct) => await ValueAsync("update generation.media set deadline_at = now() where stage <> 'Ended'", ct);

    /// <summary>What ended since then: how many, how many of them failed, in how many seconds, and the sorted times from acceptance to end in milliseconds.</summary>
    public async Task<(int Ended, int Failed, double Seconds, List<double> Times)> EndsSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(
            """
            select state = 'Succeeded', extract(epoch from finished_at - created_at)::float8 * 1000, extract(epoch from finished_at - $1)::float8
            from generation.generations where created_at >= $1 and finished_at is not null
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = since.ToUniversalTime() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (failed, seconds, times) = (0, 0.0, new List<double>());
        while (await rows.ReadAsync(ct))
        {
            failed += rows.GetBoolean(0) ? 0 : 1;
            times.Add(rows.GetDouble(1));
            seconds = Math.Max(seconds, rows.GetDouble(2));
        }

        times.Sort();
        return (times.Count, failed, seconds, times);
    }

    /// <summary>How many smaller ones each picture since then has, at the least.</summary>
    public async Task<double> PreviewsOfEachAsync(DateTimeOffset since, CancellationToken ct) =>
        (int)(await ValueAsync(
            "select min(previews) from generation.assets join generation.generations on generations.id = assets.generation_id where generations.created_at >= $1",
            ct, since.ToUniversalTime()))!;

    private async Task UntilAsync(string question, CancellationToken ct, params object[] values)
    {
        while (!(bool)(await ValueAsync(question, ct, values))!)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }
}
