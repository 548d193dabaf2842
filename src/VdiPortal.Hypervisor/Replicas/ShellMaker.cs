using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Starts the QEMU processes that wait to become machines.</summary>
internal sealed class ShellMaker(QemuServices services, OverlayStore overlays)
{
    /// <summary>Starts one.</summary>
    /// <param name="parent">The replica's machine.</param>
    /// <param name="memory">The replica's memory, sealed.</param>
    /// <param name="host">The host's hypervisor.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    public async Task<HypervisorResult<WaitingShell>> MakeAsync(MachineSpec parent, SafeFileHandle memory, HypervisorInfo host, CancellationToken cancellationToken)
    {
        var id = new MachineId(Guid.NewGuid());
        WaitingShell? shell = null;
        try
        {
            ShellRecord.Create(services.Layout, id);
            var spec = parent with { Id = id, IsParent = false, Replica = new ReplicaId(parent.Id.Value) };
            var made = await overlays.CreateAsync(OverlayBase.Of(spec, services.Layout), services.Layout.Of(id).Overlay, durable: false, cancellationToken);
            var started = made.Succeeded ? await StartAsync(spec, memory, host, cancellationToken) : made.Failure;
            shell = started.Value;
            return started;
        }
        finally
        {
            if (shell is null)
            {
                ShellRecord.RemoveFiles(services.Layout, id);
            }
        }
    }

    private async Task<HypervisorResult<WaitingShell>> StartAsync(MachineSpec spec, SafeFileHandle memory, HypervisorInfo host, CancellationToken cancellationToken)
    {
        var paths = services.Layout.Of(spec.Id);
        var starter = new QemuStarter(services);
        starter.MakeRunDirectory(paths);
        var channels = new GuestChannels(paths, spec, record: null, services.Watcher, services.Log);
        WatchedProcess? process = null;
        WaitingShell? shell = null;
        try
        {
            (process, var failure) = await starter.LaunchAsync(
                spec, channels, identity => ShellRecord.Write(services.Layout, spec.Id, identity), host, memory, cancellationToken);
            if (process is null)
            {
                return failure!;
            }

            var arrival = new MigrationWatch();
            var (monitor, obstacle) = await ConnectAsync(paths, process, arrival, cancellationToken);
            shell = obstacle is null ? new WaitingShell(spec.Id, services, process, channels, monitor, arrival) : null;
            return obstacle is null ? shell! : obstacle;
        }
        finally
        {
            if (shell is null)
            {
                channels.Dispose();
                await EndAsync(process);
            }
        }
    }

    private async Task<(QemuMonitor Monitor, HypervisorFailure? Failure)> ConnectAsync(
        MachinePaths paths, WatchedProcess process, MigrationWatch arrival, CancellationToken cancellationToken)
    {
        var (monitor, error) = await QemuMonitor.OpenAsync(paths.Control, process.Identity.Pid, services.QmpOptions, arrival, services.Time, cancellationToken);
        error ??= (await monitor.ExecuteAsync(Migrations.WithoutMemory, cancellationToken)).Error;
        if (error is null)
        {
            return (monitor, null);
        }

        await monitor.DisposeAsync();
        return (monitor, new HypervisorFailure(HypervisorFailureKind.MonitorFailed, $"QEMU started but does not obey: {error.Description}"));
    }

    private async Task EndAsync(WatchedProcess? process)
    {
        if (process is not null)
        {
            await services.EndAsync(process);
            process.Dispose();
        }
    }
}
