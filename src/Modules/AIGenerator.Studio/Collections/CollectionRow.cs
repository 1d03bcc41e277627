using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Studio.Collections;

/// <summary>A named set of pictures of a workspace.</summary>
internal sealed class CollectionRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A picture in a collection.</summary>
internal sealed class CollectedAsset
{
    public required Guid CollectionId { get; init; }

    public required Guid AssetId { get; init; }

    /// <summary>Grows with every picture that is added.</summary>
    public long Place { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
}

internal sealed class CollectionRowConfiguration : IEntityTypeConfiguration<CollectionRow>
{
    public const int NameLength = 100;

    public void Configure(EntityTypeBuilder<CollectionRow> collection)
    {
        collection.ToTable("collections", "studio", table => table.HasCheckConstraint("collection_name_not_empty", "name <> ''"));
        collection.Property(c => c.Id).ValueGeneratedNever();
        collection.Property(c => c.Name).HasMaxLength(NameLength);
        collection.HasIndex(c => new { c.WorkspaceId, c.Name }).IsUnique().HasFilter("deleted_at is null");
    }
}

internal sealed class CollectedAssetConfiguration : IEntityTypeConfiguration<CollectedAsset>
{
    public void Configure(EntityTypeBuilder<CollectedAsset> asset)
    {
        asset.ToTable("collection_assets", "studio");
        asset.HasKey(a => new { a.CollectionId, a.AssetId });
        asset.HasOne<CollectionRow>().WithMany().HasForeignKey(a => a.CollectionId).OnDelete(DeleteBehavior.Cascade);
        asset.Property(a => a.Place).UseIdentityAlwaysColumn();
    }
}

internal sealed class StudioModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.ApplyConfiguration(new CollectionRowConfiguration()).ApplyConfiguration(new CollectedAssetConfiguration());
}

internal static class StudioTables
{
    extension(AppDb db)
    {
        public DbSet<CollectionRow> Collections => db.Set<CollectionRow>();

        public DbSet<CollectedAsset> CollectedAssets => db.Set<CollectedAsset>();
    }
}
