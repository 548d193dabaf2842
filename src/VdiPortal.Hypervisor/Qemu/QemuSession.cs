using VdiPortal.Hypervisor.Processes;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>All that is connected to a machine's living QEMU.</summary>
/// <param name="Process">The process.</param>
/// <param name="Channels">What the guest says.</param>
/// <param name="Monitor">The control monitor.</param>
/// <param name="Screen">Its screen.</param>
internal sealed record QemuSession(WatchedProcess Process, GuestChannels Channels, QemuMonitor Monitor, QemuScreen Screen) : IAsyncDisposable
{
    /// <summary>Lets go of it; QEMU goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync();
        Channels.Dispose();
        Screen.Dispose();
        Process.Dispose();
    }
}
