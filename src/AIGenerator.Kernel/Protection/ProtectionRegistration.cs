using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AIGenerator.Kernel.Protection;

/// <summary>Registration of data protection.</summary>
public static class ProtectionRegistration
{
    /// <summary>
    /// Data protection with its keys in the database, wrapped by the master key. With another master key the stored keys cannot be opened: new
    /// ones are made, every cookie and token signed before is void, and the start says so. Call it behind the registration of whatever migrates
    /// the database: the first key is made right after.
    /// </summary>
    /// <param name="services">The container; holds an <see cref="NpgsqlDataSource"/>.</param>
    /// <param name="masterKey">At least 32 bytes; the same on every node.</param>
    /// <exception cref="ArgumentException">The key is shorter.</exception>
    public static IServiceCollection AddKernelDataProtection(this IServiceCollection services, byte[] masterKey)
    {
        if (masterKey.Length < 32)
        {
            throw new ArgumentException("The master key (AUTH_SECRET) needs at least 32 bytes.", nameof(masterKey));
        }

        services.AddDataProtection().SetApplicationName("AIGenerator");
        services.AddSingleton(new MasterKey(masterKey));
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<StoredKeys>();
            options.XmlEncryptor = new MasterKeyXmlEncryptor(provider.GetRequiredService<MasterKey>());
        }));
        services.AddHostedService<FirstKey>();
        return services;
    }
}
