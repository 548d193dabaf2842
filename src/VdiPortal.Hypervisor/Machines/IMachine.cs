using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>
/// One virtual machine. Thread-safe. Operations that change it run one after another; observing never waits for them. Every operation on a
/// machine that has ended gives <see cref="HypervisorFailureKind.Exited"/>, except destroying it.
/// </summary>
public interface IMachine
{
    /// <summary>Identity.</summary>
    MachineId Id { get; }

    /// <summary>What it was made from. Its <see cref="DiskSpec.DesktopDisk"/> changes when the disk is kept; its generation does not.</summary>
    MachineSpec Spec { get; }

    /// <summary>The highest fencing number seen; survives restarts of agent and host.</summary>
    long Generation { get; }

    /// <summary>What it does now.</summary>
    MachineStatus Status { get; }

    /// <summary>QEMU's process id on this host, or null when it has ended.</summary>
    int? ProcessId { get; }

    /// <summary>The guest agent inside it.</summary>
    IGuestAgent Guest { get; }

    /// <summary>
    /// Yields the present status at once and then each change, within a second of it, until the machine is destroyed. A slow reader may miss
    /// statuses in between, never the last one: act on what is, not on what happened.
    /// </summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    IAsyncEnumerable<MachineStatus> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>Pauses it: no CPU time is used, memory stays loaded. Idempotent.</summary>
    /// <param name="cancellationToken">Ends the wait, not the pause.</param>
    /// <returns>Success, or <see cref="HypervisorFailureKind.WrongState"/> while it boots.</returns>
    ValueTask<HypervisorResult> PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets it run on; the hot path of a launch. Idempotent. Also retries after <see cref="MachineState.Stalled"/>.</summary>
    /// <param name="cancellationToken">Ends the wait, not the resume.</param>
    ValueTask<HypervisorResult> ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Records a fencing number durably before it returns. Setting the present one again is allowed.</summary>
    /// <param name="generation">The new number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Success, or <see cref="HypervisorFailureKind.StaleGeneration"/> when a higher one was seen.</returns>
    Task<HypervisorResult> SetGenerationAsync(long generation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the machine's overlay the kept disk of that name while it runs on, so that a warm machine can become a person's desktop
    /// (requirement A5). Crash-safe and idempotent.
    /// </summary>
    /// <param name="desktopDisk">The name, 1..64 of a-z, 0-9, dash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Success, or <see cref="HypervisorFailureKind.DiskExists"/> when another disk has that name.</returns>
    Task<HypervisorResult> KeepDiskAsync(string desktopDisk, CancellationToken cancellationToken = default);

    /// <summary>Takes a picture of the screen; works while paused too.</summary>
    /// <param name="maxWidth">Scale down to at most this width, 16 or more; null for full size.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult<Screenshot>> ScreenshotAsync(int? maxWidth = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a connection to the machine's VNC server (RFB 3.8, no authentication: whoever calls has authorised it).</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A duplex stream that the caller disposes.</returns>
    Task<HypervisorResult<Stream>> OpenConsoleAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what it takes of the host.</summary>
    /// <returns>The figures, or <see cref="HypervisorFailureKind.Exited"/>.</returns>
    HypervisorResult<MachineUsage> Measure();

    /// <summary>
    /// Ends it in an orderly way: the guest agent is asked, then the power button pressed, then, at the deadline, QEMU is ended. Returns when
    /// QEMU is gone. A paused machine is let run for it.
    /// </summary>
    /// <param name="deadline">How long the guest may take.</param>
    /// <param name="cancellationToken">Ends the wait; the shutdown may go on.</param>
    /// <returns>Success also when it had to be ended by force or had ended already.</returns>
    Task<HypervisorResult> ShutdownAsync(TimeSpan deadline, CancellationToken cancellationToken = default);

    /// <summary>Ends QEMU at once and returns when it is gone. Idempotent. Directory and disk stay.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> KillAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends QEMU at once, removes the machine's directories and its overlay unless it is kept, and forgets the machine. Idempotent, also
    /// across restarts. Ends the sequences of <see cref="WatchAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> DestroyAsync(CancellationToken cancellationToken = default);
}
