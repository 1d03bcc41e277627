using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Kernel.Data;

/// <summary>Registration of the database and of each module's part of it.</summary>
public static class DataRegistration
{
    /// <summary>
    /// <see cref="AppDb"/> (scoped) and its factory over the <see cref="NpgsqlDataSource"/> that the host registers. Contexts come from a
    /// pool: a page opens several, and making one with its services costs more than the query it is made for.
    /// </summary>
    public static IServiceCollection AddAppDb(this IServiceCollection services)
    {
        services.AddPooledDbContextFactory<AppDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .ReplaceService<IModelCacheKeyFactory, ModelCacheKey>());
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext());
        services.AddSingleton<Migrator>();
        services.AddSingleton<SchemaCheck>();
        return services;
    }

    /// <summary>A module's entities and migrations. Call once for each module.</summary>
    /// <param name="services">The container.</param>
    /// <param name="module">The module's name, also its schema, e.g. <c>wallet</c>.</param>
    /// <param name="level">The module's level (docs/decisions/0001); lower ones migrate first.</param>
    public static IServiceCollection AddModuleData<TModel>(this IServiceCollection services, string module, int level)
        where TModel : class, IEntityModel
    {
        services.AddSingleton<IEntityModel, TModel>();
        services.AddSingleton(new MigrationSource(module, level, typeof(TModel).Assembly));
        return services;
    }
}
