using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Whoever a monitor tells what happens.</summary>
internal interface IQemuMonitorOwner
{
    /// <summary>QEMU says something unasked. Must be quick and not throw.</summary>
    void OnEvent(QmpEvent happened);

    /// <summary>The connection broke and cannot be made again yet.</summary>
    void OnUnreachable(QmpError error);

    /// <summary>The connection broke and was made again; events may have been missed.</summary>
    Task OnReconnectedAsync(CancellationToken cancellationToken);
}
