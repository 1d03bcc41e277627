using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts;

internal sealed class AccountsModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new AccountConfiguration());
        model.ApplyConfiguration(new SessionConfiguration());
        model.ApplyConfiguration(new OneTimeTokenConfiguration());
        model.ApplyConfiguration(new ThrottledKeyConfiguration());
    }
}

internal static class AccountsTables
{
    extension(AppDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();

        public DbSet<Session> Sessions => db.Set<Session>();

        public DbSet<OneTimeToken> OneTimeTokens => db.Set<OneTimeToken>();

        public DbSet<ThrottledKey> ThrottledKeys => db.Set<ThrottledKey>();
    }
}
