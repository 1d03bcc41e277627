using AIGenerator.Kernel.Queue;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>Registration of the host's database.</summary>
internal static class DatabaseRegistration
{
    /// <summary>The <see cref="NpgsqlDataSource"/> that the Kernel expects, over the embedded server or the configured one.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Database>();
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        services.AddSingleton(provider => provider.GetRequiredService<Database>().CreateDataSource());
        services.AddKeyedSingleton(QueueRegistration.Connections, (provider, _) => provider.GetRequiredService<Database>().CreateQueueSource());
        services.AddSingleton<System.Data.Common.DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        return services;
    }
}
