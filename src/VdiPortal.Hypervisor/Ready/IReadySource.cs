namespace VdiPortal.Hypervisor.Ready;

/// <summary>What a machine offers to find out whether it is ready. Each task completes once the thing held, or is cancelled.</summary>
internal interface IReadySource
{
    Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken);

    Task GuestAnswersAsync(CancellationToken cancellationToken);

    Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken);
}
