namespace VdiPortal.Hypervisor.Ready;

/// <summary>What a machine offers to find out whether it is ready. Each task completes once the thing held, or is cancelled.</summary>
internal interface IReadySource
{
    /// <summary>Lets the machine run to a place before its operating system; it stands still there when this completes.</summary>
    Task StopAtAsync(BootStage stage, CancellationToken cancellationToken);

    /// <summary>Lets a machine go on that stands still at such a place.</summary>
    Task GoOnAsync(CancellationToken cancellationToken);

    /// <summary>Sees to it that the machine runs and stops nowhere any more, after <see cref="StopAtAsync"/> was cancelled.</summary>
    Task LetPassAsync(CancellationToken cancellationToken);

    Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken);

    Task GuestAnswersAsync(CancellationToken cancellationToken);

    Task ProcessRunsAsync(ProcessPoint process, CancellationToken cancellationToken);

    Task PortListensAsync(PortPoint port, CancellationToken cancellationToken);

    Task ConnectionsReachedAsync(ConnectionsPoint connections, CancellationToken cancellationToken);

    Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken);

    Task CpuQuietAsync(CpuPoint cpu, CancellationToken cancellationToken);
}
