using AIGenerator.Kernel.Data;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Holds;
using AIGenerator.Wallet.Lots;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet;

internal sealed class WalletModel : IEntityModel
{
    public const string Schema = "wallet";

    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new WalletRowConfiguration());
        model.ApplyConfiguration(new LotRowConfiguration());
        model.ApplyConfiguration(new HoldRowConfiguration());
        model.ApplyConfiguration(new EntryRowConfiguration());
    }
}

internal static class WalletTables
{
    extension(AppDb db)
    {
        public DbSet<WalletRow> Wallets => db.Set<WalletRow>();

        public DbSet<LotRow> Lots => db.Set<LotRow>();

        public DbSet<HoldRow> Holds => db.Set<HoldRow>();

        public DbSet<EntryRow> Entries => db.Set<EntryRow>();
    }
}
