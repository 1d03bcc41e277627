using System.Security.Cryptography;
using System.Text;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Throttling;

/// <summary>How often something may be tried under one key.</summary>
/// <param name="Name">Part of the key.</param>
/// <param name="Free">Attempts without a wait.</param>
/// <param name="FirstWait">After the last free attempt; doubles with each further one.</param>
/// <param name="LongestWait">Where the doubling stops.</param>
/// <param name="Memory">After so long without an attempt the count starts anew.</param>
internal sealed record ThrottleRule(string Name, int Free, TimeSpan FirstWait, TimeSpan LongestWait, TimeSpan Memory)
{
    public static readonly ThrottleRule SignInByEmail = new("sign-in.email", 5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(24));
    public static readonly ThrottleRule SignInByNetwork = new("sign-in.network", 50, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1));
    public static readonly ThrottleRule RegisterByEmail = new("register.email", 5, TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(24));
    public static readonly ThrottleRule RegisterByNetwork = new("register.network", 100, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
    public static readonly ThrottleRule MailByEmail = new("mail.email", 3, TimeSpan.FromMinutes(5), TimeSpan.FromHours(6), TimeSpan.FromHours(24));
    public static readonly ThrottleRule MailByNetwork = new("mail.network", 30, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
}

/// <summary>
/// Slows guessing down. An attempt is counted before it is made, in one statement, so that parallel guesses get no more than the free ones.
/// Keys are mailboxes and networks, never accounts: an address without an account is locked exactly like one that has it.
/// </summary>
internal sealed class Throttle(AppDb db, TimeProvider clock)
{
    /// <summary>Counts an attempt, or refuses it with <c>accounts.too-many-attempts</c> and the time to wait.</summary>
    /// <param name="rule">What is tried.</param>
    /// <param name="subject">The normalised mailbox, or the network.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Error?> TakeAsync(ThrottleRule rule, string subject, CancellationToken ct)
    {
        var key = KeyOf(rule, subject);
        var now = clock.GetUtcNow();
        var forgotten = now - rule.Memory;
        var (free, first, longest) = (rule.Free, rule.FirstWait.TotalSeconds, rule.LongestWait.TotalSeconds);
        var taken = await db.Database.SqlQuery<int>(
            $"""
            insert into accounts.throttles as t (key, attempts, blocked_until, updated_at)
            values ({key}, 1, null, {now})
            on conflict (key) do update set
                attempts = case when t.updated_at < {forgotten} then 1 else t.attempts + 1 end,
                blocked_until = case when t.updated_at >= {forgotten} and t.attempts + 1 >= {free}
                    then {now} + least({first} * power(2, least(t.attempts + 1 - {free}, 20)), {longest}) * interval '1 second' end,
                updated_at = {now}
            where t.blocked_until is null or t.blocked_until <= {now}
            returning attempts as "Value"
            """).ToListAsync(ct);
        return taken.Count > 0 ? null : await RefusalAsync(key, now, ct);
    }

    /// <summary>The attempt was a rightful one: forgets the mailbox's failures.</summary>
    public Task ClearAsync(ThrottleRule rule, string subject, CancellationToken ct)
    {
        var key = KeyOf(rule, subject);
        return db.ThrottledKeys.Where(throttled => throttled.Key == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>Takes one attempt back, for keys that many people share: a rightful sign-in must not forgive somebody else's guesses.</summary>
    public Task ReturnAsync(ThrottleRule rule, string subject, CancellationToken ct)
    {
        var (key, free) = (KeyOf(rule, subject), rule.Free);
        return db.Database.ExecuteSqlAsync(
            $"""
            update accounts.throttles
            set attempts = greatest(attempts - 1, 0), blocked_until = case when attempts > {free} then blocked_until end
            where key = {key}
            """,
            ct);
    }

    private static string KeyOf(ThrottleRule rule, string subject) =>
        $"{rule.Name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))}";

    private async Task<Error> RefusalAsync(string key, DateTimeOffset now, CancellationToken ct)
    {
        var until = await db.ThrottledKeys.Where(throttled => throttled.Key == key).Select(throttled => throttled.BlockedUntil).SingleOrDefaultAsync(ct);
        var seconds = Math.Max(1, (int)Math.Ceiling(((until ?? now) - now).TotalSeconds));
        return TooManyAttempts.After(seconds);
    }
}

/// <summary>The refusal that names its wait.</summary>
internal static class TooManyAttempts
{
    public const string Code = "accounts.too-many-attempts";

    public static Error After(int seconds)
    {
        var (unit, wait) = seconds switch
        {
            < 100 => ("seconds", seconds),
            < 100 * 60 => ("minutes", (seconds + 59) / 60),
            _ => ("hours", (seconds + 3599) / 3600),
        };
        var arguments = new Dictionary<string, object?> { ["unit"] = unit, ["wait"] = wait, ["seconds"] = seconds };
        return new Error(Code, $"Too many attempts. Wait {wait} {unit}.", ErrorKind.TooManyRequests, Arguments: arguments);
    }
}
