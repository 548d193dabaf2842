namespace VdiPortal.Hypervisor.Guests;

/// <summary>
/// The QEMU guest agent inside a machine. Calls run one after another. Its answers come from inside the guest and are never to be trusted:
/// they are bounded and checked for form. Fails with <see cref="HypervisorFailureKind.GuestUnavailable"/> when the guest has none, is
/// paused or does not answer in time, and <see cref="HypervisorFailureKind.GuestRefused"/> when the agent says no.
/// </summary>
public interface IGuestAgent
{
    /// <summary>Asks whether it answers.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for the guest's host name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult<string>> GetHostNameAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets the guest's clock, which stood still while it was paused (requirement B6).</summary>
    /// <param name="time">The time to set.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> SetClockAsync(DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>Runs a program in the guest and waits for its end.</summary>
    /// <param name="command">The program and its bounds.</param>
    /// <param name="cancellationToken">Ends the wait; the program goes on.</param>
    /// <returns>How it ended, or <see cref="HypervisorFailureKind.TimedOut"/>.</returns>
    Task<HypervisorResult<GuestCommandResult>> ExecuteAsync(GuestCommand command, CancellationToken cancellationToken = default);

    /// <summary>Reads a file of the guest.</summary>
    /// <param name="path">Absolute path in the guest.</param>
    /// <param name="maxBytes">Longer files are cut there; 1..16 MiB.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult<GuestFile>> ReadFileAsync(string path, int maxBytes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes out what the guest's file systems have not written yet and holds writers up until <see cref="ThawAsync"/> (requirement C6). Only
    /// thawing works meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> FreezeAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets writers go on. Also right when nothing is frozen.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> ThawAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the guest to power off. It has not done so yet when this returns.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HypervisorResult> ShutdownAsync(CancellationToken cancellationToken = default);
}
