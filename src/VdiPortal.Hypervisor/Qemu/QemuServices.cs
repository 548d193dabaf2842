using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>What all machines of a host share.</summary>
internal sealed record QemuServices(
    HostLayout Layout,
    QemuOptions Options,
    QemuAccount Account,
    QemuLauncher Launcher,
    ToolRunner Tools,
    DescriptorWatcher Watcher,
    DiskLeases Leases,
    HypervisorMetrics Metrics,
    TimeProvider Time,
    ILogger Log)
{
    /// <summary>Bounds of the monitors' connections.</summary>
    public Qmp.QmpOptions QmpOptions { get; } = new() { Timeout = Options.CommandTimeout };
}
