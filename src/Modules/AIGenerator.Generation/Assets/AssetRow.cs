using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Generation.Assets;

/// <summary>Where a stored file came from.</summary>
public enum AssetOrigin
{
    /// <summary>Made here.</summary>
    Generated,

    /// <summary>Brought by a person.</summary>
    Uploaded,

    /// <summary>Says where to work on another asset. Shown nowhere; erased after a while where no generation used it.</summary>
    Mask,
}

/// <summary>A stored media file.</summary>
internal sealed class AssetRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public Guid? GenerationId { get; init; }

    /// <summary>Its place in the batch, from 0.</summary>
    public required int Place { get; init; }

    public required AssetOrigin Origin { get; init; }

    public required string MediaType { get; init; }

    public required string FileKey { get; init; }

    public required long Bytes { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public required byte[] Sha256 { get; init; }

    public string? BlurHash { get; init; }

    /// <summary>How many of the smaller sizes there are, smallest first; their keys end in <c>-0</c>, <c>-1</c>, <c>-2</c>.</summary>
    public required int Previews { get; init; }

    public long? Seed { get; init; }

    /// <summary>What the vendor made of the prompt, where it rewrote it.</summary>
    public string? Prompt { get; init; }

    /// <summary>The asset it was made from.</summary>
    public Guid? ParentId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

internal sealed class AssetRowConfiguration : IEntityTypeConfiguration<AssetRow>
{
    public void Configure(EntityTypeBuilder<AssetRow> asset)
    {
        asset.ToTable("assets", "generation");
        asset.Property(a => a.Id).ValueGeneratedNever();
        asset.HasOne<Generations.GenerationRow>().WithMany().HasForeignKey(a => a.GenerationId).OnDelete(DeleteBehavior.SetNull);
        asset.Property(a => a.MediaType).HasMaxLength(100);
        asset.Property(a => a.FileKey).HasMaxLength(200);
        asset.Property(a => a.BlurHash).HasMaxLength(100);
        asset.HasIndex(a => new { a.GenerationId, a.Place }).IsUnique().HasFilter("generation_id is not null");
    }
}

internal static class AssetTables
{
    extension(AppDb db)
    {
        public DbSet<AssetRow> Assets => db.Set<AssetRow>();
    }
}
