using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Auditing;
using VdiPortal.Store.Catalog;
using VdiPortal.Store.Changes;
using VdiPortal.Store.Consoles;
using VdiPortal.Store.Desktops;
using VdiPortal.Store.Health;
using VdiPortal.Store.Hosts;
using VdiPortal.Store.Housekeeping;
using VdiPortal.Store.Identity;
using VdiPortal.Store.Keys;
using VdiPortal.Store.Leases;
using VdiPortal.Store.Migrations;
using VdiPortal.Store.Sessions;
using VdiPortal.Store.Settings;
using VdiPortal.Store.Sql;
using VdiPortal.Store.Templates;
using VdiPortal.Store.Vms;

namespace VdiPortal.Store;

/// <summary>Adds the store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the broker's ports on PostgreSQL, the change feed, housekeeping and <see cref="StoreHealth"/>. The database must have been
    /// migrated (<see cref="Migrator"/>); otherwise the start ends with a <see cref="SchemaException"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Fills in the options; they are checked when the program starts.</param>
    public static IServiceCollection AddVdiStore(this IServiceCollection services, Action<StoreOptions> configure)
    {
        services.AddOptions<StoreOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            DatabaseFactory.Create(provider.GetRequiredService<IOptions<StoreOptions>>().Value, provider.GetService<ILoggerFactory>()));
        services.AddSingleton<MasterKeyHolder>();
        services.AddSingleton(provider => new StoreHealth(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));

        // Looks at schema and key before anything else starts; the feed listens before the broker's loops run.
        services.AddHostedService<StoreGate>();
        services.AddSingleton<ChangeFeed>().AddHostedService<ChangeListener>().AddHostedService<StoreHousekeeping>();
        return services.AddPorts();
    }

    private static IServiceCollection AddPorts(this IServiceCollection services) => services
        .AddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>())
        .AddSingleton<IVmStore, VmStore>()
        .AddSingleton<ISessionStore, SessionStore>()
        .AddSingleton<IHostStore, HostStore>()
        .AddSingleton<ICatalogStore, CatalogStore>()
        .AddSingleton<ITemplateStore, TemplateStore>()
        .AddSingleton<IDesktopStore, DesktopStore>()
        .AddSingleton<IUserStore, UserStore>()
        .AddSingleton<ISignInStore, SignInStore>()
        .AddSingleton<IApiTokenStore, ApiTokenStore>()
        .AddSingleton<ISetupCodeStore, SetupCodeStore>()
        .AddSingleton<IConsoleStore, ConsoleStore>()
        .AddSingleton<IAuditLog, AuditLog>()
        .AddSingleton<ILeaseStore, LeaseStore>()
        .AddSingleton<ISettingStore, SettingStore>()
        .AddSingleton<ISecretStore, SecretStore>();
}
