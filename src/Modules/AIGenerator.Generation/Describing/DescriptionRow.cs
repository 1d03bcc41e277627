using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Generation.Describing;

/// <summary>What a model said of a picture. Goes with the picture.</summary>
internal sealed class DescriptionRow
{
    /// <summary>The generation's.</summary>
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required Guid AssetId { get; init; }

    public required string Text { get; init; }
}

internal sealed class DescriptionRowConfiguration : IEntityTypeConfiguration<DescriptionRow>
{
    public void Configure(EntityTypeBuilder<DescriptionRow> description)
    {
        description.ToTable("descriptions", "generation");
        description.Property(d => d.Id).ValueGeneratedNever();
        description.HasOne<GenerationRow>().WithOne().HasForeignKey<DescriptionRow>(d => d.Id).OnDelete(DeleteBehavior.Cascade);
        description.HasOne<AssetRow>().WithMany().HasForeignKey(d => d.AssetId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class DescriptionTables
{
    extension(AppDb db)
    {
        public DbSet<DescriptionRow> Descriptions => db.Set<DescriptionRow>();
    }
}
