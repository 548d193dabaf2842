namespace VdiPortal.Hypervisor.Ready;

/// <summary>At least one of these holds: <c>{"kind":"any","of":[...]}</c>.</summary>
/// <param name="Of">At least one.</param>
public sealed record AnyPoint(IReadOnlyList<ReadyPoint> Of) : ReadyPoint;
