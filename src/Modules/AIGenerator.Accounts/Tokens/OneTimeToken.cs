using AIGenerator.Accounts.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Accounts.Tokens;

internal enum TokenPurpose
{
    ConfirmEmail,
    ResetPassword,
    ClaimAdministrator,
}

/// <summary>A link that works once.</summary>
internal sealed class OneTimeToken
{
    public required byte[] TokenHash { get; init; }

    public required TokenPurpose Purpose { get; init; }

    /// <summary>Whose; nobody's yet for the administrator's claim.</summary>
    public Guid? UserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class OneTimeTokenConfiguration : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> token)
    {
        token.ToTable("one_time_tokens", "accounts");
        token.HasKey(t => t.TokenHash);
        token.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        token.HasIndex(t => t.UserId).HasDatabaseName("one_time_tokens_user");
        token.HasIndex(t => t.ExpiresAt).HasDatabaseName("one_time_tokens_expires_at");
    }
}
