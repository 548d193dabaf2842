using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// Lets a machine stand still before its operating system, to the instruction: by a breakpoint of the virtual processor, of which the guest
/// sees nothing and nothing is left afterwards. QEMU stops by itself there, also while nobody watches.
/// </summary>
/// <param name="path">QEMU's debugger stub.</param>
/// <param name="pid">QEMU.</param>
/// <param name="execute">Sends a command to its monitor.</param>
internal sealed class QemuBootStops(string path, int pid, Func<QmpCommand, CancellationToken, ValueTask<QmpReply>> execute)
{
    // The PC's fixed addresses: where a BIOS serves interrupt 19h, "bootstrap loader", and where it loads a disk's first sector.
    private const uint BootstrapService = 0xfe6f2, FirstSector = 0x7c00;
    private uint? _awaited;

    /// <summary>Lets the machine run to a place; it stands still there when this completes.</summary>
    /// <exception cref="IOException">QEMU refuses or has ended.</exception>
    public async Task StopAtAsync(BootStage stage, CancellationToken cancellationToken)
    {
        var address = stage == BootStage.Firmware ? BootstrapService : FirstSector;
        _awaited = address;
        await using var debugger = await ConnectAsync(cancellationToken);
        await debugger.RemoveAsync(address, cancellationToken);
        if (await debugger.ReadRealModeAddressAsync(cancellationToken) != address)
        {
            await debugger.InsertAsync(address, cancellationToken);
            await RunToAsync(debugger, address, cancellationToken);
            await debugger.RemoveAsync(address, cancellationToken);
        }

        _awaited = null;
    }

    /// <summary>Lets a machine go on that stands still.</summary>
    /// <exception cref="IOException">QEMU refuses or has ended.</exception>
    public Task GoOnAsync(CancellationToken cancellationToken) => ExecuteAsync(QmpCommand.Continue, cancellationToken);

    /// <summary>Sees to it that the machine runs and stops nowhere.</summary>
    /// <exception cref="IOException">QEMU refuses or has ended.</exception>
    public async Task LetPassAsync(CancellationToken cancellationToken)
    {
        if (_awaited is { } address)
        {
            await using var debugger = await ConnectAsync(cancellationToken);
            await debugger.RemoveAsync(address, cancellationToken);
            _awaited = null;
        }

        await GoOnAsync(cancellationToken);
    }

    private async Task<GdbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new(await UnixConnection.ConnectAsync(path, pid, cancellationToken));

    private async Task RunToAsync(GdbConnection debugger, uint address, CancellationToken cancellationToken)
    {
        do
        {
            await GoOnAsync(cancellationToken);
            await debugger.WaitForStopAsync(cancellationToken);
        }
        while (await debugger.ReadRealModeAddressAsync(cancellationToken) != address);

        // What the monitor tells of the stop is heard before its answer.
        await ExecuteAsync(QmpCommand.QueryStatus, cancellationToken);
    }

    private async Task ExecuteAsync(QmpCommand command, CancellationToken cancellationToken)
    {
        if ((await execute(command, cancellationToken)).Error is { } error)
        {
            throw new IOException($"{command.Name}: {error.Description}");
        }
    }
}
