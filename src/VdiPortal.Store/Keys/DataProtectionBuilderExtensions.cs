using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VdiPortal.Store.Keys;

/// <summary>Puts the framework's key ring into the store.</summary>
public static class DataProtectionBuilderExtensions
{
    // Without a name the framework takes the program's folder, so that every new version would sign everybody out.
    private const string Application = "VdiPortal";

    /// <summary>
    /// Keeps the key ring in the database, encrypted with the master key, for all replicas.
    /// <see cref="ServiceCollectionExtensions.AddVdiStore"/> must be called too.
    /// </summary>
    public static IDataProtectionBuilder AddVdiKeyRing(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<KeyRingRepository>().AddSingleton<KeyRingEncryptor>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(ring =>
            {
                ring.XmlRepository = services.GetRequiredService<KeyRingRepository>();
                ring.XmlEncryptor = services.GetRequiredService<KeyRingEncryptor>();
            }));
        return builder.SetApplicationName(Application);
    }
}
