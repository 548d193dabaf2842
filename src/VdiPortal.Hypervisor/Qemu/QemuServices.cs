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

    /// <summary>How long the kernel may take to end a process that was killed.</summary>
    public static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>Kills a QEMU, which may be another user's; it has not ended yet when this returns.</summary>
    public async Task KillAsync(WatchedProcess process, CancellationToken cancellationToken)
    {
        if (!process.TryKill())
        {
            await Launcher.KillAsync(process.Identity.Pid, Tools, cancellationToken);
        }
    }

    /// <summary>Kills a QEMU that is nobody's machine and waits until it is gone.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task EndAsync(WatchedProcess process)
    {
        await KillAsync(process, CancellationToken.None);
        await process.Ended.WaitAsync(KillPatience, Time);
    }
}
