namespace VdiPortal.Hypervisor.Ready;

/// <summary>The guest agent answers: <c>{"kind":"agent"}</c>. A desktop may still be a few seconds away then.</summary>
public sealed record GuestAgentPoint : ReadyPoint;
