using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Kernel.Data;

/// <summary>The Kernel's own tables.</summary>
internal sealed class KernelModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new JobConfiguration());
        model.ApplyConfiguration(new EventRecordConfiguration());
    }
}

internal static class KernelTables
{
    extension(AppDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();

        public DbSet<EventRecord> Events => db.Set<EventRecord>();
    }
}
