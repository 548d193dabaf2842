using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor;

/// <summary>Registers the hypervisor driver.</summary>
public static class HypervisorServices
{
    /// <summary>Adds the driver with options out of <c>Vdi:DataDirectory</c>, <c>Vdi:RunDirectory</c> and <c>Vdi:Qemu</c>, checked at start.</summary>
    /// <param name="services">Where to add <see cref="IHypervisor"/>, <see cref="IImageStore"/> and <see cref="IDesktopDiskStore"/>.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static IServiceCollection AddVdiHypervisor(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddVdiHypervisor(options =>
        {
            options.DataDirectory = configuration["Vdi:DataDirectory"] ?? "";
            options.RunDirectory = configuration["Vdi:RunDirectory"] ?? "";
            configuration.GetSection("Vdi:Qemu").Bind(options);
        });
    }

    /// <summary>Adds the driver with options set by code, checked at start.</summary>
    /// <param name="services">Where to add <see cref="IHypervisor"/>, <see cref="IImageStore"/> and <see cref="IDesktopDiskStore"/>.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddVdiHypervisor(this IServiceCollection services, Action<QemuOptions> configure)
    {
        services.AddOptions<QemuOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QemuOptions>, QemuOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHypervisor>(Create);
        services.TryAddSingleton(provider => provider.GetRequiredService<IHypervisor>().Images);
        services.TryAddSingleton(provider => provider.GetRequiredService<IHypervisor>().DesktopDisks);
        return services;
    }

    private static QemuHypervisor Create(IServiceProvider provider) => Create(
        provider.GetRequiredService<IOptions<QemuOptions>>().Value,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<QemuHypervisor>>() ?? NullLogger<QemuHypervisor>.Instance,
        new HypervisorMetrics(provider.GetService<IMeterFactory>()));

    /// <summary>Puts the driver together.</summary>
    internal static QemuHypervisor Create(QemuOptions options, TimeProvider time, ILogger log, HypervisorMetrics metrics)
    {
        var account = QemuAccount.Resolve(options).Account ?? throw new InvalidOperationException("The options were not checked.");
        var layout = new HostLayout(options.DataDirectory, options.RunDirectory);
        var tools = new ToolRunner(time);
        var services = new QemuServices(
            layout, options, account, new QemuLauncher(options, account), tools, new DescriptorWatcher(), new DiskLeases(), metrics, time, log);
        return new QemuHypervisor(
            services,
            new QemuProbe(options, account, tools),
            new ImageStore(layout, account.Access, new ImageInspector(options, account, tools), options, time),
            new OverlayStore(layout, account.Access, options, tools),
            new DesktopDiskStore(layout, services.Leases));
    }
}
