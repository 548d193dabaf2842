namespace VdiPortal.Hypervisor.Qmp;

/// <summary>Why a command failed.</summary>
/// <param name="Kind">What callers branch on.</param>
/// <param name="Description">QEMU's own words when it refused, else ours.</param>
internal sealed record QmpError(QmpErrorKind Kind, string Description)
{
    public static QmpError Disconnected { get; } = new(QmpErrorKind.Disconnected, "QEMU's monitor closed the connection.");

    public static QmpError TimedOut { get; } = new(QmpErrorKind.TimedOut, "QEMU's monitor did not answer in time.");
}
