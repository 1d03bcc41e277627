using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Kernel.Data;

/// <summary>A module's contribution to <see cref="AppDb"/>: applies its entity configurations.</summary>
public interface IEntityModel
{
    /// <summary>Adds the module's entities; tables name their schema (<c>ToTable("holds", "wallet")</c>).</summary>
    void Configure(ModelBuilder model);
}
