using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Workspaces;

internal enum WorkspaceKind
{
    /// <summary>One person's, made with the account.</summary>
    Personal,

    /// <summary>Shared.</summary>
    Team,

    /// <summary>Of somebody who has not signed up.</summary>
    Visitor,
}

/// <summary>What owns everything of value.</summary>
internal sealed class Workspace
{
    public required WorkspaceId Id { get; init; }

    public required WorkspaceKind Kind { get; set; }

    /// <summary>Null for a visitor's.</summary>
    public UserId? OwnerId { get; set; }

    public required string Name { get; set; }

    /// <summary>The network a visitor's came from, for the limit; forgotten at adoption.</summary>
    public string? CreatedFrom { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A visitor's is deleted after this.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>A person in a workspace.</summary>
internal sealed class Member
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required UserId UserId { get; init; }

    public required WorkspaceRole Role { get; set; }

    public required DateTimeOffset JoinedAt { get; init; }
}

internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.ToTable("workspaces", "workspaces");
        workspace.Property(w => w.Id).ValueGeneratedNever();
        workspace.Property(w => w.Name).HasMaxLength(80);
        workspace.Property(w => w.CreatedFrom).HasMaxLength(64);
        workspace.HasIndex(w => w.OwnerId, "workspaces_personal_owner").IsUnique().HasFilter("kind = 'Personal'");
        workspace.HasIndex(w => w.OwnerId, "workspaces_owner");
        workspace.HasIndex(w => w.ExpiresAt, "workspaces_expires_at").HasFilter("kind = 'Visitor'");
        workspace.HasIndex(w => new { w.CreatedFrom, w.CreatedAt }, "workspaces_created_from").HasFilter("kind = 'Visitor'");
    }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("members", "workspaces");
        member.HasKey(m => new { m.WorkspaceId, m.UserId });
        member.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        member.HasIndex(m => m.UserId).HasDatabaseName("members_user");
    }
}

internal sealed class WorkspacesModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new WorkspaceConfiguration());
        model.ApplyConfiguration(new MemberConfiguration());
    }
}

internal static class WorkspacesTables
{
    extension(AppDb db)
    {
        public DbSet<Workspace> Workspaces => db.Set<Workspace>();

        public DbSet<Member> Members => db.Set<Member>();
    }
}
