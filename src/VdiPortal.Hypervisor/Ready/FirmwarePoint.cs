namespace VdiPortal.Hypervisor.Ready;

/// <summary>
/// The firmware has initialised all devices and is about to look for something to boot: <c>{"kind":"firmware"}</c>. The machine stands still
/// there, before the first byte of a disk was read for booting.
/// </summary>
public sealed record FirmwarePoint : ReadyPoint;
