using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Kernel.Data;

/// <summary>
/// The one database context. Each module contributes its entities through an <see cref="IEntityModel"/> and reaches its tables through
/// internal extension members, so that one transaction can hold a balance, enqueue work and write the event.
/// </summary>
public sealed class AppDb(DbContextOptions<AppDb> options, IEnumerable<IEntityModel> models) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var model in models)
        {
            model.Configure(modelBuilder);
        }

        SnakeCase.Apply(modelBuilder);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<UserId>().HaveConversion<UserIdColumn>();
        configurationBuilder.Properties<WorkspaceId>().HaveConversion<WorkspaceIdColumn>();
        configurationBuilder.Properties<Credits>().HaveConversion<CreditsColumn>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
