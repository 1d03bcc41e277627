using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Describing;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Generation.Generations;

internal sealed class GenerationRowConfiguration : IEntityTypeConfiguration<GenerationRow>
{
    public void Configure(EntityTypeBuilder<GenerationRow> generation)
    {
        generation.ToTable("generations", "generation", table =>
        {
            table.HasCheckConstraint("held_not_negative", "held_credits >= 0");
            table.HasCheckConstraint("fee_within_hold", "fee_credits >= 0 and fee_credits <= held_credits");
            table.HasCheckConstraint("cost_within_hold", "cost_credits >= 0 and cost_credits <= held_credits");

            // Nobody pays for failure: the database refuses it even where code is wrong.
            table.HasCheckConstraint("only_delivered_work_costs", "cost_credits = 0 or state = 'Succeeded'");
            table.HasCheckConstraint("final_has_end", "(finished_at is null) = (state in ('Queued', 'Running'))");
            table.HasCheckConstraint("stop_reason_when_delivered", "(stop_reason is null) = (state <> 'Succeeded')");
        });
        generation.HasKey(g => g.Id);
        generation.Property(g => g.Id).ValueGeneratedNever();
        generation.Property(g => g.Owner).HasMaxLength(40);
        generation.Property(g => g.Model).HasMaxLength(TextModel.LongestId);
        generation.Property(g => g.ErrorCode).HasMaxLength(100);
        generation.Property(g => g.Provider).HasMaxLength(60);
        generation.Property(g => g.UpstreamId).HasMaxLength(200);
        generation.Property(g => g.VendorCostUsd).HasPrecision(14, 8);
        generation.Property(g => g.LeaseOwner).HasMaxLength(100);
        generation.Ignore(g => g.IsFinal);
    }
}

internal sealed class GenerationModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new GenerationRowConfiguration());
        MediaFunctions.Configure(model);
        model.ApplyConfiguration(new MediaRowConfiguration());
        model.ApplyConfiguration(new AssetRowConfiguration());
        model.ApplyConfiguration(new DescriptionRowConfiguration());
    }
}
