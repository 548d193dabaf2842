namespace VdiPortal.Hypervisor.Ready;

/// <summary>All of these hold: <c>{"kind":"all","of":[...]}</c>.</summary>
/// <param name="Of">At least one.</param>
public sealed record AllPoint(IReadOnlyList<ReadyPoint> Of) : ReadyPoint;
