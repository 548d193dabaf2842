using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Qemu;

// How a machine becomes a replica's parent: it stands still for good, and the state of its devices is saved.
internal sealed partial class QemuMachine
{
    private static readonly TimeSpan SavePatience = TimeSpan.FromMinutes(2);
    private volatile MigrationWatch? _saving;

    /// <summary>Stops the machine and saves the state of its devices; memory that is shared is left out. It cannot run on afterwards.</summary>
    /// <param name="state">Where to; empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HypervisorResult> SaveDevicesAsync(SafeFileHandle state, CancellationToken cancellationToken)
    {
        if (_session is not { } session)
        {
            return Refusal();
        }

        var watch = _saving = new MigrationWatch();
        var reply = await ExecuteAllAsync([QmpCommand.Stop, Migrations.WithoutMemory, Migrations.Unthrottled], cancellationToken);
        if (reply.Error is null)
        {
            reply = await session.Monitor.ExecuteAsync(Migrations.Outgoing, Migrations.FileName, state, cancellationToken);
        }

        if (reply.Error is { } error)
        {
            return Failure(error);
        }

        return await watch.WaitAsync(session.Process.Ended, SavePatience, _services.Time, cancellationToken) is { } trouble
            ? HypervisorResult.Fail(HypervisorFailureKind.QemuFailed, $"The machine's state could not be saved: {trouble} {Printable.LastLine(session.Channels.Errors, 300)}".TrimEnd())
            : HypervisorResult.Success;
    }

    /// <summary>Ends QEMU in an orderly way, so that all that it has to write is written; by force if it does not end.</summary>
    public async Task<HypervisorResult> QuitAsync(CancellationToken cancellationToken)
    {
        _requestedEnd = true;
        return _session is { } session ? await QuitAsync(session, cancellationToken) : HypervisorResult.Success;
    }

    private async Task<QmpReply> ExecuteAllAsync(QmpCommand[] commands, CancellationToken cancellationToken)
    {
        QmpReply reply = default;
        foreach (var command in commands)
        {
            reply = await ExecuteAsync(command, cancellationToken);
            if (reply.Error is not null)
            {
                break;
            }
        }

        return reply;
    }
}
