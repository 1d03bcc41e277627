using AIGenerator.Accounts;
using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Queue;
using AIGenerator.Notifications.Mail;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using System.Text.Json;

namespace AIGenerator.Tests.Accounts;

/// <summary>The modules over a database of the class's own, asked by browsers that keep cookies.</summary>
public class AccountServices(TestPostgres server) : TestServices(server)
{
    /// <summary>An event in this language breaks a participant, as a bug would.</summary>
    public const string BreakingLanguage = "zz";

    private static int s_people;

    internal CountingHasher Hasher { get; } = new();

    /// <summary>An address nobody has used yet.</summary>
    public static string NewEmail() => $"person{Interlocked.Increment(ref s_people)}@example.com";

    /// <summary>A browser without cookies, on a network of its own.</summary>
    public FakeBrowser NewBrowser() => new(this, Interlocked.Increment(ref s_people));

    /// <summary>Does the waiting mail jobs of an address and returns the mails that came of them, oldest first.</summary>
    internal async Task<IReadOnlyList<SendMail>> MailsToAsync(string email)
    {
        while (await TakeJobAsync(SendAccountMail.JobName, "email", email) is { } payload)
        {
            var job = JsonSerializer.Deserialize<SendAccountMail>(payload, JsonSerializerOptions.Web)!;
            await InScopeAsync<SendAccountMailHandler>(handler => handler.HandleAsync(job, new JobRun(Guid.Empty, 1), TestContext.Current.CancellationToken));
        }

        var mails = new List<SendMail>();
        while (await TakeJobAsync(SendMail.JobName, "to", email) is { } payload)
        {
            mails.Add(JsonSerializer.Deserialize<SendMail>(payload, JsonSerializerOptions.Web)!);
        }

        return mails;
    }

    /// <summary>The secret in a mail's link.</summary>
    internal static string TokenIn(SendMail mail) => mail.Text[(mail.Text.IndexOf("token=", StringComparison.Ordinal) + 6)..].Split('\n')[0];

    public Task<long> CountAsync(string sql, params object[] parameters) => QueryAsync<long>(sql, parameters)!;

    public Task<long> EventsAsync(string name, string text) =>
        CountAsync("select count(*) from kernel.events where name = $1 and payload::text like '%' || $2 || '%'", name, text);

    protected override void Configure(IServiceCollection services)
    {
        services.AddEventParticipant<UserCreated, BrokenParticipant>();
        services.AddSingleton<PasswordKeeper>(Hasher);
    }

    private Task<string?> TakeJobAsync(string name, string field, string value) => QueryAsync<string>(
        """
        delete from kernel.jobs where id = (select id from kernel.jobs where name = $1 and payload->>$2 = $3 order by created_at, id limit 1)
        returning payload::text
        """, name, field, value);

    private sealed class BrokenParticipant : IEventParticipant<UserCreated>
    {
        public Task TakePartAsync(UserCreated happened, CancellationToken ct) =>
            happened.Language == BreakingLanguage ? throw new InvalidOperationException("A participant broke.") : Task.CompletedTask;
    }
}

/// <summary>The product's own keeper, with a count of the derivations: their number is what a stranger can measure.</summary>
internal sealed class CountingHasher : PasswordKeeper
{
    private static readonly AsyncLocal<int[]?> Count = new();

    public static async Task<int> CountAsync(Func<Task> act)
    {
        var count = new int[1];
        Count.Value = count;
        await act();
        return count[0];
    }

    public override byte[] Derive(PasswordDerivation derivation, string password, int length)
    {
        if (Count.Value is { } count)
        {
            Interlocked.Increment(ref count[0]);
        }

        return base.Derive(derivation, password, length);
    }
}
