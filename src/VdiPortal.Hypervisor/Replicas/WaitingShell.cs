using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>
/// A QEMU process that has all of a child's devices, its memory and its disk, and waits for the state of the devices: a machine but for the
/// name. It is nobody's until <see cref="BecomeAsync"/>.
/// </summary>
internal sealed class WaitingShell(MachineId id, QemuServices services, WatchedProcess process, GuestChannels channels, QemuMonitor monitor, MigrationWatch arrival)
    : IAsyncDisposable
{
    private bool _handedOver;

    /// <summary>The process.</summary>
    public WatchedProcess Process => process;

    /// <summary>Whether it can still become a machine.</summary>
    public bool IsAlive => !process.Ended.IsCompleted && process.IsAlive;

    /// <summary>Gives its files a machine's name.</summary>
    /// <param name="paths">The machine's.</param>
    public void Rename(MachinePaths paths)
    {
        var own = services.Layout.Of(id);
        Directory.Move(own.Run, paths.Run);
        File.Move(own.Overlay, paths.Overlay, overwrite: false);
        ShellRecord.Delete(services.Layout, id);
    }

    /// <summary>Gives it the devices' state: it is the replica's twin then, standing still.</summary>
    /// <param name="state">The state, from its beginning.</param>
    /// <param name="cancellationToken">Gives up; the shell is of no use any more.</param>
    public async Task<HypervisorResult> BecomeAsync(SafeFileHandle state, CancellationToken cancellationToken)
    {
        var reply = await monitor.ExecuteAsync(Migrations.Incoming, Migrations.FileName, state, cancellationToken);
        if (reply.Error is { } error)
        {
            return HypervisorResult.Fail(HypervisorFailureKind.MonitorFailed, $"The machine could not be forked: {error.Description} {channels.Errors}".TrimEnd());
        }

        return await arrival.WaitAsync(process.Ended, services.Options.CommandTimeout, services.Time, cancellationToken) is { } trouble
            ? HypervisorResult.Fail(HypervisorFailureKind.QemuFailed, $"The machine could not be forked: {trouble} {Printable.LastLine(channels.Errors, 300)}".TrimEnd())
            : HypervisorResult.Success;
    }

    /// <summary>Hands everything that is connected to it over to its machine; disposing it does nothing from then on.</summary>
    /// <param name="paths">The machine's files.</param>
    /// <param name="owner">The machine.</param>
    public QemuSession HandOver(MachinePaths paths, IQemuMonitorOwner owner)
    {
        _handedOver = true;
        monitor.HandOver(paths.Control, owner);
        return new QemuSession(process, channels, monitor, new QemuScreen(paths, process.Identity.Pid, services.QmpOptions, services.Time));
    }

    /// <summary>Ends it and removes its files, unless it has become a machine.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_handedOver)
        {
            return;
        }

        await services.EndAsync(process);
        await monitor.DisposeAsync();
        channels.Dispose();
        process.Dispose();
        ShellRecord.RemoveFiles(services.Layout, id);
    }
}
