namespace VdiPortal.Hypervisor.Ready;

/// <summary>
/// The disk's boot loader is in memory, its first instruction is the next: <c>{"kind":"bootLoader"}</c>. The machine stands still there. Not
/// for machines whose kernel is booted directly.
/// </summary>
public sealed record BootLoaderPoint : ReadyPoint;
