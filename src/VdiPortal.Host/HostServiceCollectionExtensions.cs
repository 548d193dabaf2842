using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VdiPortal.Host.Capacity;
using VdiPortal.Host.Consoles;
using VdiPortal.Host.Links;
using VdiPortal.Host.Reports;
using VdiPortal.Host.Slots;
using VdiPortal.Vir;

namespace VdiPortal.Host;

/// <summary>Adds the host agent to an application.</summary>
public static class HostServiceCollectionExtensions
{
    /// <summary>
    /// Adds the agent with options from configuration: <c>Vdi:DataDirectory</c>, <c>Vdi:RunDirectory</c> and <c>Vdi:Host:*</c>. The application must
    /// also add a hypervisor. The agent starts once the application has, adopts the VMs that run, opens its console socket and dials the portal.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="configure">Sets options that the configuration does not hold; null for none.</param>
    public static IServiceCollection AddVdiHost(
        this IServiceCollection services, IConfiguration configuration, Action<HostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddVdiHost(options =>
        {
            options.DataDirectory = configuration["Vdi:DataDirectory"] ?? "";
            options.RunDirectory = configuration["Vdi:RunDirectory"] ?? "";
            configuration.GetSection("Vdi:Host").Bind(options);
            configure?.Invoke(options);
        });
    }

    /// <summary>Adds the agent with options from code; see <see cref="AddVdiHost(IServiceCollection, IConfiguration, Action{HostOptions})"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddVdiHost(this IServiceCollection services, Action<HostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<HostOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostOptions>, HostOptionsValidator>());
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddMachine().AddSlots().AddConsoles().AddLink().AddHostedService<HostAgent>();
    }

    private static IServiceCollection AddMachine(this IServiceCollection services)
    {
        services.TryAddSingleton<HostMetrics>();
        services.TryAddSingleton(_ => new ProcFiles());
        services.TryAddSingleton(provider => MachineFacts.Read(provider.GetRequiredService<ProcFiles>()));
        services.TryAddSingleton(provider => HostProfile.From(Options(provider), provider.GetRequiredService<MachineFacts>()));
        services.TryAddSingleton<HypervisorHealth>();
        services.TryAddSingleton<LoadMeter>();
        return services;
    }

    private static IServiceCollection AddSlots(this IServiceCollection services)
    {
        services.TryAddSingleton<StatusBoard>();
        services.TryAddSingleton<RemovedVms>();
        services.TryAddSingleton<SlotPlaces>();
        services.TryAddSingleton<MachineMaker>();
        services.TryAddSingleton<GuestClock>();
        services.TryAddSingleton<SlotWorker>();
        services.TryAddSingleton<SlotContext>();
        services.TryAddSingleton<SlotEngine>();
        services.TryAddSingleton<Screenshots>();
        return services;
    }

    private static IServiceCollection AddConsoles(this IServiceCollection services)
    {
        services.TryAddSingleton<IdleClocks>();
        services.TryAddSingleton<ConsoleGate>();
        services.TryAddSingleton<ConsoleRegistry>();
        services.TryAddSingleton(ConsolePings.Default);
        services.TryAddSingleton<ConsoleEndpoint>();
        services.TryAddSingleton<ConsoleListener>();
        return services;
    }

    private static IServiceCollection AddLink(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => PortalAddress.From(Options(provider)));
        services.TryAddSingleton<IVirHost, HostCommands>();
        services.TryAddSingleton<PortalDialler>();
        services.TryAddSingleton<PortalConversation>();
        services.TryAddSingleton<PortalLink>();
        return services;
    }

    private static HostOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<HostOptions>>().Value;
}
