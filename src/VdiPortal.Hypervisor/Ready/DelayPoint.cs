namespace VdiPortal.Hypervisor.Ready;

/// <summary>Some time has passed since QEMU's start: <c>{"kind":"delay","seconds":10}</c>.</summary>
/// <param name="Seconds">How much, 0..3,600.</param>
public sealed record DelayPoint(double Seconds) : ReadyPoint;
