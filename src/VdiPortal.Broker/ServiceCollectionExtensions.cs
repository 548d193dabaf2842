using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Diagnostics;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;

namespace VdiPortal.Broker;

/// <summary>Adds the broker.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the broker's services and background loops. The ports must be added beside it.</summary>
    public static IServiceCollection AddVdiBroker(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ReplicaIdentity.New());
        services.TryAddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<IPlacementPolicy, LeastLoadedPolicy>();
        services.AddSingleton<BrokerMetrics>();
        services.AddSingleton<PoolPlanner>().AddSingleton<PoolSurvey>().AddSingleton<PoolSignal>().AddSingleton<PoolService>();
        services.AddSingleton<VmAssigner>().AddSingleton<LaunchService>();
        services.AddSingleton<SessionSettler>().AddSingleton<SessionService>();
        services.AddSingleton<HostService>().AddSingleton<ConsoleService>();
        services.AddSingleton<CatalogService>().AddSingleton<SettingService>().AddSingleton<AuditService>();
        services.AddSingleton<AccountService>().AddSingleton<SetupService>().AddSingleton<UserService>().AddSingleton<ApiTokenService>();
        return services.AddHostedService<PoolLoop>().AddHostedService<SessionLoop>().AddHostedService<HostLoop>();
    }
}
