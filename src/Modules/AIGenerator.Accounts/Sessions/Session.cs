using AIGenerator.Accounts.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Accounts.Sessions;

/// <summary>One signed-in browser.</summary>
internal sealed class Session
{
    /// <summary>Unused for 30 days, a session ends.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }

    /// <summary>The cookie holds the secret, the database only its hash.</summary>
    public required byte[] TokenHash { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The account's stamp at sign-in: a session with an older one is over.</summary>
    public required string SecurityStamp { get; set; }

    public required string UserAgent { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions", "accounts");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.SecurityStamp).HasMaxLength(64);
        session.Property(s => s.UserAgent).HasMaxLength(300);
        session.Property(s => s.Address).HasMaxLength(45);
        session.HasIndex(s => s.TokenHash).IsUnique().HasDatabaseName("sessions_token_hash_key");
        session.HasIndex(s => s.UserId).HasDatabaseName("sessions_user");
        session.HasIndex(s => s.ExpiresAt).HasDatabaseName("sessions_expires_at");
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
