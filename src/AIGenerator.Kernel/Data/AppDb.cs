using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Data;

/// <summary>
/// The one database context. Each module contributes its entities through an <see cref="IEntityModel"/> and reaches its tables through
/// internal extension members, so that one transaction can hold a balance, enqueue work and write the event. Instances are pooled: nothing
/// may be kept in fields of their own, and nobody may keep one beyond its scope.
/// </summary>
public sealed class AppDb : DbContext
{
    private readonly DbContextOptions<AppDb> _options;

    /// <summary>For the pool: see <see cref="DataRegistration.AddAppDb"/>.</summary>
    public AppDb(DbContextOptions<AppDb> options)
        : base(options)
    {
        _options = options;

        // A save that fails in a transaction ends the transaction: nobody goes on in one, and a savepoint costs two questions.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Which modules make up this context.</summary>
    internal string Composition => string.Join(' ', Models.Select(model => model.GetType().FullName));

    // A pooled context is given its options only; they know the container.
    private IEnumerable<IEntityModel> Models =>
        _options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetServices<IEntityModel>();

    /// <summary>Saves the tracked changes, then the jobs that were enqueued on this context, in one transaction.</summary>
    /// <param name="acceptAllChangesOnSuccess">Whether the changes count as saved afterwards.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Rows written, jobs not counted.</returns>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var jobs = ChangeTracker.Entries<Job>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        if (jobs.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        // Not inserted by EF Core: a duplicate of a unique key is expected and must not fail the rest.
        jobs.ForEach(job => Entry(job).State = EntityState.Detached);
        try
        {
            return await SaveWithJobsAsync(jobs, acceptAllChangesOnSuccess, cancellationToken);
        }
        catch
        {
            AddRange(jobs);
            throw;
        }
    }

    /// <summary>Refused: every save waits for the database and so is asynchronous.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Call SaveChangesAsync.");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var model in Models)
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

    private async Task<int> SaveWithJobsAsync(List<Job> jobs, bool acceptAllChanges, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null || !ChangeTracker.HasChanges())
        {
            var saved = await base.SaveChangesAsync(acceptAllChanges, ct);
            await JobInsert.WriteAsync(this, jobs, ct);
            return saved;
        }

        await using var transaction = await Database.BeginTransactionAsync(ct);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, ct);
        await JobInsert.WriteAsync(this, jobs, ct);
        await transaction.CommitAsync(ct);
        if (acceptAllChanges)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return rows;
    }
}
