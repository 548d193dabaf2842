namespace VdiPortal.Hypervisor.Ready;

/// <summary>The screen shows a picture that has not changed: <c>{"kind":"still","seconds":3}</c>.</summary>
/// <param name="Seconds">For how long, 0.5..600.</param>
public sealed record StillPoint(double Seconds) : ReadyPoint;
