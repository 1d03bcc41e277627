using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Accounts.Accounts;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("users", "accounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Email).HasMaxLength(254).IsRequired();
        account.Property(a => a.NormalizedEmail).HasMaxLength(254).IsRequired();
        account.Property(a => a.PasswordHash).HasMaxLength(200).IsRequired();
        account.Property(a => a.SecurityStamp).HasMaxLength(64).IsRequired();
        account.Property(a => a.ConcurrencyStamp).HasMaxLength(64).IsRequired().IsConcurrencyToken();
        account.Property(a => a.DisplayName).HasMaxLength(80);
        account.Property(a => a.Language).HasMaxLength(2);
        account.HasIndex(a => a.NormalizedEmail, "users_confirmed_email").IsUnique().HasFilter("email_confirmed");
        account.HasIndex(a => a.NormalizedEmail, "users_normalized_email");

        // Guessing is slowed by address and not by account (Throttle), so that an unknown address is locked the same way as a known one.
        account.Ignore(a => a.LockoutEnabled).Ignore(a => a.LockoutEnd).Ignore(a => a.AccessFailedCount);
        account.Ignore(a => a.UserName).Ignore(a => a.NormalizedUserName);
        account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled);
    }
}
